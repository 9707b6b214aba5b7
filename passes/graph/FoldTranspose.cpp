// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Moves transposes towards the results of the network until they cancel, so that all that multiplies or
// normalizes sees channels first.
//
//   before:  y = f(T x)                      f: functions of single values, batch_norm, arithmetic (with
//   after:   y = T f'(x)                     parameters too), pad, upsample, tile, slice, concat, reshape;
//                                            f' is f on the axes of x
//            T2 (T1 x)  ->  (T1 T2) x        and x itself where that is no transpose
//            T (reshape (dense x))  ->  reshape (dense' x), the columns of dense' in the new order
//            T x  ->  reshape x              where only axes of extent one move (last of all)
//
// Exporters of channels-last frameworks wrap each op in a pair of transposes. Every rule moves a transpose
// closer to the results, or removes one, so they come to an end. What cannot pass stays: before a heavy op
// (layout of the model's own input), before batch_norm whose channels it moves, arithmetic of two activations
// only one of which is transposed, and a reshape that merges axes which the transpose has separated.

#include "dialects/gan/Constants.h"
#include "passes/graph/Fixpoint.h"
#include "passes/graph/Passes.h"
#include "passes/graph/TransposeSinking.h"

using namespace mlir;

namespace ganc::graph {

#define GEN_PASS_DEF_FOLDTRANSPOSEPASS
#include "passes/graph/Passes.h.inc"

namespace {

struct MergeTransposes : OpRewritePattern<gan::TransposeOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(gan::TransposeOp op, PatternRewriter &rewriter) const override {
    auto first = op.getSrc().getDefiningOp<gan::TransposeOp>();
    const bool identity = isIdentity(op.getPermutation());
    if (!first && !identity)
      return rewriter.notifyMatchFailure(op, "source is no transpose");
    if (identity)
      rewriter.replaceOp(op, op.getSrc());
    else
      rewriter.replaceOpWithNewOp<gan::TransposeOp>(op, op.getType(), first.getSrc(),
                                                    compose(first.getPermutation(), op.getPermutation()));
    return success();
  }
};

/// The only operand of `op` that is no parameter; null where there are several.
Value activationOf(Operation *op) {
  Value activation;
  for (const Value operand : op->getOperands()) {
    if (gan::floatValues(operand))
      continue;
    if (activation)
      return nullptr;
    activation = operand;
  }
  return activation;
}

/// Whether f (x in another order) is f' (x) in that order, f' having its parameters in that order.
bool actsOnColumns(Operation *op) {
  const bool onRowOfColumns = cast<RankedTensorType>(op->getResult(0).getType()).getRank() == 2;
  return isa<gan::ReshapeOp, gan::ReluOp, gan::LeakyReluOp, gan::SigmoidOp, gan::TanhOp>(op) ||
         (onRowOfColumns && isa<gan::BatchNormOp, gan::AddOp, gan::SubOp, gan::MulOp, gan::DivOp>(op));
}

/// The ops from `value` back to the dense layer whose columns are its elements, none of them read by
/// anything else; empty when there is no such chain.
SmallVector<Operation *> chainToDense(Value value) {
  SmallVector<Operation *> chain;
  while (value && value.hasOneUse() && value.getDefiningOp()) {
    chain.push_back(value.getDefiningOp());
    value = activationOf(chain.back());
    if (isa<gan::DenseOp>(chain.back()) && value)
      return chain;
    if (!actsOnColumns(chain.back()))
      break;
  }
  return {};
}

/// A parameter with its last axis in the order given; one of a single element stays as it is.
Value reorderColumns(PatternRewriter &rewriter, Value parameter, ArrayRef<int64_t> order) {
  const auto shape = cast<RankedTensorType>(parameter.getType()).getShape();
  const std::vector<float> values = *gan::floatValues(parameter);
  const int64_t columns = order.size();
  if (shape.empty() || shape.back() != columns)
    return parameter;
  std::vector<float> reordered(values.size());
  for (size_t i = 0; i < values.size(); i++)
    reordered[i] = values[i / columns * columns + order[i % columns]];
  return gan::makeConstant(rewriter, parameter.getLoc(), reordered, shape);
}

void reorderParameters(PatternRewriter &rewriter, Operation *op, ArrayRef<int64_t> order) {
  rewriter.setInsertionPoint(op);
  SmallVector<Value> operands(op->getOperands());
  for (Value &operand : operands)
    if (gan::floatValues(operand))
      operand = reorderColumns(rewriter, operand, order);
  rewriter.modifyOpInPlace(op, [&] { op->setOperands(operands); });
}

/// T (reshape (dense x)): the dense layer computes its columns in the order that the transpose gives them.
struct AbsorbIntoDense : OpRewritePattern<gan::TransposeOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(gan::TransposeOp op, PatternRewriter &rewriter) const override {
    const SmallVector<Operation *> chain = chainToDense(op.getSrc());
    if (chain.empty())
      return rewriter.notifyMatchFailure(op, "source is not made by a dense layer alone");
    SmallVector<int64_t> shower(op.getSrc().getType().getShape());
    shower[0] = 1;
    const std::vector<int64_t> order = transposedOrder(shower, op.getPermutation());
    for (Operation *behind : chain)
      reorderParameters(rewriter, behind, order);
    rewriter.setInsertionPoint(op);
    rewriter.replaceOpWithNewOp<gan::ReshapeOp>(op, op.getType(), op.getSrc());
    return success();
  }
};

/// A transpose that keeps the order of elements is a reshape. After the others: a transpose may still
/// cancel with another one, a reshape not.
void replaceByReshape(gan::TransposeOp op) {
  if (!movesOnlyUnitAxes(op.getSrc().getType().getShape(), op.getPermutation()))
    return;
  OpBuilder builder(op);
  op.getDst().replaceAllUsesWith(gan::ReshapeOp::create(builder, op.getLoc(), op.getType(), op.getSrc()).getDst());
  op.erase();
}

struct FoldTransposePass : impl::FoldTransposePassBase<FoldTransposePass> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns.add<MergeTransposes, AbsorbIntoDense>(&getContext());
    populateTransposeSinking(patterns);
    if (failed(applyToFixpoint(getOperation(), std::move(patterns))))
      return signalPassFailure();
    getOperation().walk(replaceByReshape);
  }
};

} // namespace
} // namespace ganc::graph
