// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Moves zero padding towards the convolution that reads it, and into its pads.
//
//   before:  pad (pad x)                after:  pad x, pads added
//            f (pad x)                          pad (f x)               f(0) = 0: relu, leaky_relu, tanh,
//                                                                       batch_norm without shift
//            upsample (pad x, p), u             pad (upsample x, u), p u
//            conv (pad x, p), pads              conv x, pads + p
//
// Before gan-fold-batch-norm: a batch norm before a padded convolution folds only when the padding is the
// convolution's own. A pad moves towards the results or vanishes, so this ends. Leaves alone, with a remark:
// pads whose way to a convolution is barred by a function that changes zero (sigmoid, batch_norm with a
// shift), pads of channels, pads that several ops read.

#include "dialects/gan/Constants.h"
#include "passes/graph/Fixpoint.h"
#include "passes/graph/Passes.h"

using namespace mlir;

namespace ganc::graph {

#define GEN_PASS_DEF_FOLDPADPASS
#include "passes/graph/Passes.h.inc"

namespace {

SmallVector<int64_t> sum(ArrayRef<int64_t> a, ArrayRef<int64_t> b) {
  SmallVector<int64_t> result;
  for (const auto [x, y] : llvm::zip_equal(a, b))
    result.push_back(x + y);
  return result;
}

SmallVector<int64_t> product(ArrayRef<int64_t> a, ArrayRef<int64_t> b) {
  SmallVector<int64_t> result;
  for (const auto [x, y] : llvm::zip_equal(a, b))
    result.push_back(x * y);
  return result;
}

bool isZero(int64_t pad) {
  return pad == 0;
}

/// The pad that makes `value` for one reader.
gan::PadOp ownPad(Value value) {
  return value.hasOneUse() ? value.getDefiningOp<gan::PadOp>() : nullptr;
}

struct MergePads : OpRewritePattern<gan::PadOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(gan::PadOp op, PatternRewriter &rewriter) const override {
    if (op.getSrc().getType() == op.getType()) {
      rewriter.replaceOp(op, op.getSrc());
      return success();
    }
    auto first = ownPad(op.getSrc());
    if (!first)
      return rewriter.notifyMatchFailure(op, "source is no pad read by this one alone");
    rewriter.replaceOpWithNewOp<gan::PadOp>(op, op.getType(), first.getSrc(),
                                            sum(first.getLow(), op.getLow()),
                                            sum(first.getHigh(), op.getHigh()));
    return success();
  }
};

/// Whether f(0) = 0.
bool keepsZero(Operation *op) {
  if (auto norm = dyn_cast<gan::BatchNormOp>(op)) {
    const auto shift = gan::exactValues(norm.getShift());
    return shift && llvm::all_of(*shift, [](double t) { return t == 0.0; });
  }
  return isa<gan::ReluOp, gan::LeakyReluOp, gan::TanhOp>(op);
}

template <typename OpT> struct SinkBelow : OpRewritePattern<OpT> {
  using OpRewritePattern<OpT>::OpRewritePattern;
  LogicalResult matchAndRewrite(OpT op, PatternRewriter &rewriter) const override {
    auto pad = ownPad(op.getSrc());
    if (!pad || !keepsZero(op))
      return rewriter.notifyMatchFailure(op, "source is no pad, or zero would change");
    if (isa<gan::BatchNormOp>(op) &&
        pad.getSrc().getType().getDimSize(1) != op.getDst().getType().getDimSize(1))
      return rewriter.notifyMatchFailure(op, "channels are padded");
    auto moved = cast<OpT>(rewriter.clone(*op));
    rewriter.modifyOpInPlace(moved, [&] {
      moved->setOperand(0, pad.getSrc());
      moved->getResult(0).setType(pad.getSrc().getType());
    });
    rewriter.replaceOpWithNewOp<gan::PadOp>(op, pad.getType(), moved.getDst(), pad.getLow(), pad.getHigh());
    return success();
  }
};

struct SinkBelowUpsample : OpRewritePattern<gan::UpsampleOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(gan::UpsampleOp op, PatternRewriter &rewriter) const override {
    auto pad = ownPad(op.getSrc());
    if (!pad)
      return rewriter.notifyMatchFailure(op, "source is no pad read by this one alone");
    SmallVector<int64_t> shape(pad.getSrc().getType().getShape());
    for (size_t axis = 1; axis < shape.size(); axis++)
      shape[axis] *= op.getFactors()[axis];
    auto moved = gan::UpsampleOp::create(rewriter, op.getLoc(), op.getType().clone(shape), pad.getSrc(),
                                         op.getFactors());
    rewriter.replaceOpWithNewOp<gan::PadOp>(op, op.getType(), moved, product(pad.getLow(), op.getFactors()),
                                            product(pad.getHigh(), op.getFactors()));
    return success();
  }
};

struct FoldIntoConv : OpRewritePattern<gan::ConvOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(gan::ConvOp op, PatternRewriter &rewriter) const override {
    auto pad = op.getSrc().getDefiningOp<gan::PadOp>();
    if (!pad)
      return rewriter.notifyMatchFailure(op, "source is no pad");
    const auto low = pad.getLow(), high = pad.getHigh();
    if (!llvm::all_of(low.take_front(2), isZero) || !llvm::all_of(high.take_front(2), isZero))
      return rewriter.notifyMatchFailure(op, "channels are padded");
    rewriter.modifyOpInPlace(op, [&] {
      op.getSrcMutable().assign(pad.getSrc());
      op.setPadsLow(sum(op.getPadsLow(), low.drop_front(2)));
      op.setPadsHigh(sum(op.getPadsHigh(), high.drop_front(2)));
      gan::addNodes(op, pad.getLoc());
    });
    return success();
  }
};

/// Why a pad that is still there could not be folded.
std::string reasonFor(gan::PadOp pad) {
  if (!pad->hasOneUse())
    return "several ops read it";
  Operation *reader = *pad->user_begin();
  if (isa<gan::ConvOp>(reader))
    return "it pads channels";
  if (isa<gan::BatchNormOp, gan::SigmoidOp>(reader))
    return (reader->getName().getStringRef() + " would not keep its zeros").str();
  return ("no rule moves it past " + reader->getName().getStringRef()).str();
}

struct FoldPadPass : impl::FoldPadPassBase<FoldPadPass> {
  using FoldPadPassBase::FoldPadPassBase;
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns.add<MergePads, SinkBelow<gan::ReluOp>, SinkBelow<gan::LeakyReluOp>, SinkBelow<gan::TanhOp>,
                 SinkBelow<gan::BatchNormOp>, SinkBelowUpsample, FoldIntoConv>(&getContext());
    if (failed(applyToFixpoint(getOperation(), std::move(patterns))))
      return signalPassFailure();
    if (remarks)
      getOperation().walk([](gan::PadOp pad) { pad.emitRemark() << "pad kept: " << reasonFor(pad); });
  }
};

} // namespace
} // namespace ganc::graph
