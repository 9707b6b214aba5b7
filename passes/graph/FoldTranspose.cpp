// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Moves transposes towards the results of the network until they cancel, so that all that multiplies or
// normalizes sees channels first.
//
//   before:  y = f(T x)                      f: functions of single values, batch_norm, arithmetic (with
//   after:   y = T f'(x)                     parameters too), pad, upsample, tile, slice, concat, reshape;
//                                            f' is f on the axes of x
//            T2 (T1 x)  ->  (T1 T2) x        and x itself where that is no transpose
//   then     T (reshape (dense x))  ->  reshape (dense' x), the columns of dense' in the new order
//   then     T x  ->  reshape x              where only axes of extent one move
//
// Exporters of channels-last frameworks wrap each op in a pair of transposes. Every rule moves a transpose
// closer to the results, or removes one, so they come to an end. A dense layer then gets the order of columns
// that leaves the fewest transposes anywhere behind it, found by trying the few that may.
// What cannot pass stays: before a heavy op (layout of the network's own input), before batch_norm whose
// channels it moves, arithmetic of two activations only one of which is transposed, and a reshape that
// merges axes which the transpose has separated. An axis of one has no place of its own for a reshape: where
// one is repeated by unsqueeze + tile + reshape between transposes, they may stay.

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
    if (gan::exactValues(operand))
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

/// The ops from `value` back to the dense layer whose columns are its elements, nothing else reading what is
/// between; empty when there is no such chain.
SmallVector<Operation *> chainToDense(Value value) {
  SmallVector<Operation *> chain;
  do {
    chain.push_back(value.getDefiningOp());
    if (!chain.back())
      return {};
    value = activationOf(chain.back());
    if (isa<gan::DenseOp>(chain.back()) && value)
      return chain;
  } while (value && value.hasOneUse() && actsOnColumns(chain.back()));
  return {};
}

/// What dense layers make, cut into axes.
SmallVector<Value> denseValues(ModuleOp module) {
  SmallVector<Value> values;
  module.walk([&](gan::ReshapeOp op) {
    if (!chainToDense(op.getDst()).empty())
      values.push_back(op.getDst());
  });
  return values;
}

/// A parameter with its last axis in the order given; one of a single element stays as it is.
Value reorderColumns(OpBuilder &builder, Value parameter, ArrayRef<int64_t> order) {
  const auto shape = cast<RankedTensorType>(parameter.getType()).getShape();
  const std::vector<double> values = *gan::exactValues(parameter);
  const int64_t columns = order.size();
  if (shape.empty() || shape.back() != columns)
    return parameter;
  std::vector<double> reordered(values.size());
  for (size_t i = 0; i < values.size(); i++)
    reordered[i] = values[i / columns * columns + order[i % columns]];
  return gan::makeConstant(builder, parameter.getLoc(), reordered, shape);
}

void reorderParameters(OpBuilder &builder, Operation *op, ArrayRef<int64_t> order) {
  builder.setInsertionPoint(op);
  for (OpOperand &operand : op->getOpOperands())
    if (gan::exactValues(operand.get()))
      operand.set(reorderColumns(builder, operand.get(), order));
}

/// Writes x, a value of a dense layer, as T' (T x), T being the transpose by p and T' its inverse. The dense
/// layer computes T x itself: its columns change their order.
void absorb(Value value, const Permutation &p) {
  const auto type = cast<RankedTensorType>(value.getType());
  SmallVector<int64_t> shower(type.getShape());
  shower[0] = 1;
  const std::vector<int64_t> order = transposedOrder(shower, p);
  OpBuilder builder(value.getContext());
  for (Operation *behind : chainToDense(value))
    reorderParameters(builder, behind, order);
  builder.setInsertionPointAfterValue(value);
  auto turned =
      gan::ReshapeOp::create(builder, value.getLoc(), type.clone(permuted(type.getShape(), p)), value);
  auto back = gan::TransposeOp::create(builder, value.getLoc(), type, turned, inverse(p));
  value.replaceAllUsesExcept(back, turned);
}

/// The transposes that are more than reshapes.
std::vector<Permutation> remaining(ModuleOp module) {
  std::vector<Permutation> permutations;
  module.walk([&](gan::TransposeOp op) {
    if (!movesOnlyUnitAxes(op.getSrc().getType().getShape(), op.getPermutation()))
      permutations.push_back(op.getPermutation().vec());
  });
  return permutations;
}

LogicalResult sinkAll(ModuleOp module) {
  RewritePatternSet patterns(module.getContext());
  patterns.add<MergeTransposes>(module.getContext());
  populateTransposeSinking(patterns);
  return applyToFixpoint(module, std::move(patterns));
}

/// Orders of the axes of `value` worth trying: those of the transposes that are left, and from channels last
/// to channels first (axes of one, inserted or dropped on the way, give those another rank).
std::vector<Permutation> candidates(ModuleOp module, Value value) {
  const int64_t rank = cast<RankedTensorType>(value.getType()).getRank();
  std::vector<Permutation> permutations = remaining(module);
  Permutation toFirst{0, rank - 1};
  for (int64_t axis = 1; axis < rank - 1; axis++)
    toFirst.push_back(axis);
  if (rank > 2 && !permutations.empty())
    permutations.push_back(toFirst);
  llvm::erase_if(permutations, [&](const Permutation &p) { return static_cast<int64_t>(p.size()) != rank; });
  return permutations;
}

/// Gives dense layer number `i` the order of columns that leaves the fewest transposes.
LogicalResult chooseOrder(ModuleOp module, size_t i) {
  for (const Permutation &p : candidates(module, denseValues(module)[i])) {
    OwningOpRef<ModuleOp> trial = module.clone();
    absorb(denseValues(*trial)[i], p);
    if (failed(sinkAll(*trial)))
      return failure();
    if (remaining(*trial).size() < remaining(module).size())
      module.getBodyRegion().takeBody(trial->getBodyRegion());
  }
  return success();
}

/// A transpose that keeps the order of elements is a reshape. After the others: a transpose may still
/// cancel with another one, a reshape not.
void replaceByReshape(gan::TransposeOp op) {
  if (!movesOnlyUnitAxes(op.getSrc().getType().getShape(), op.getPermutation()))
    return;
  OpBuilder builder(op);
  op.getDst().replaceAllUsesWith(
      gan::ReshapeOp::create(builder, op.getLoc(), op.getType(), op.getSrc()).getDst());
  op.erase();
}

struct FoldTransposePass : impl::FoldTransposePassBase<FoldTransposePass> {
  void runOnOperation() override {
    const ModuleOp module = getOperation();
    if (failed(sinkAll(module)))
      return signalPassFailure();
    for (size_t i = 0; i < denseValues(module).size(); i++)
      if (failed(chooseOrder(module, i)))
        return signalPassFailure();
    getOperation().walk(replaceByReshape);
    eraseUnused(module);
  }
};

} // namespace
} // namespace ganc::graph
