// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Merges reshapes, and moves them behind functions of single values so that more of them meet.
//
//   before:  reshape (reshape x)          after:  reshape x, or x where the shape is that of x
//            f (reshape x)                        reshape (f x),  f: relu, leaky_relu, sigmoid, tanh
//
// After gan-fold-transpose, which leaves reshapes where transposes kept the order of elements. A reshape
// only moves towards the results or vanishes, so this ends. Leaves alone: reshapes before ops to which the
// axes mean something.

#include "passes/graph/Fixpoint.h"
#include "passes/graph/Passes.h"

using namespace mlir;

namespace ganc::graph {

#define GEN_PASS_DEF_FOLDRESHAPEPASS
#include "passes/graph/Passes.h.inc"

namespace {

struct MergeReshapes : OpRewritePattern<gan::ReshapeOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(gan::ReshapeOp op, PatternRewriter &rewriter) const override {
    auto first = op.getSrc().getDefiningOp<gan::ReshapeOp>();
    const Value src = first ? first.getSrc() : op.getSrc();
    if (src.getType() == op.getType())
      rewriter.replaceOp(op, src);
    else if (first)
      rewriter.replaceOpWithNewOp<gan::ReshapeOp>(op, op.getType(), src);
    else
      return rewriter.notifyMatchFailure(op, "source is no reshape");
    return success();
  }
};

template <typename OpT> struct SinkBelow : OpRewritePattern<OpT> {
  using OpRewritePattern<OpT>::OpRewritePattern;
  LogicalResult matchAndRewrite(OpT op, PatternRewriter &rewriter) const override {
    auto reshape = op.getSrc().template getDefiningOp<gan::ReshapeOp>();
    if (!reshape)
      return rewriter.notifyMatchFailure(op, "source is no reshape");
    auto moved = cast<OpT>(rewriter.clone(*op));
    rewriter.modifyOpInPlace(moved, [&] {
      moved->setOperand(0, reshape.getSrc());
      moved->getResult(0).setType(reshape.getSrc().getType());
    });
    rewriter.replaceOpWithNewOp<gan::ReshapeOp>(op, op.getDst().getType(), moved.getDst());
    return success();
  }
};

struct FoldReshapePass : impl::FoldReshapePassBase<FoldReshapePass> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns.add<MergeReshapes, SinkBelow<gan::ReluOp>, SinkBelow<gan::LeakyReluOp>,
                 SinkBelow<gan::SigmoidOp>, SinkBelow<gan::TanhOp>>(&getContext());
    if (failed(applyToFixpoint(getOperation(), std::move(patterns))))
      signalPassFailure();
  }
};

} // namespace
} // namespace ganc::graph
