// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Absorbs moves into the dense layer that reads them.
//
//   before:  dense (move ... (move x))            after:  dense' (reshape x)
//
// A dense layer meets every element with weights of its own, so elements in another order are rows in another
// order; rows of elements that were copied are added up, those of zeros vanish (MovedRows.h). Flattening a
// channels-last tensor costs nothing then, and an upsampled one is read once.
//
// After gan-fold-transpose and gan-infer-upsample, which merge what stands in a row; before gan-fold-batch-norm,
// since a batch norm can fold into a row of its own for each element, but not past moves that mix channels.
// Leaves alone: moves of several operands, and those that drop elements, where x would need more weights than
// are there.

#include "dialects/gan/Constants.h"
#include "dialects/gan/ops/TensorTypes.h"
#include "passes/graph/Fixpoint.h"
#include "passes/graph/MovedRows.h"
#include "passes/graph/Passes.h"

#include <numeric>

using namespace mlir;

namespace ganc::graph {

#define GEN_PASS_DEF_FOLDMOVEPASS
#include "passes/graph/Passes.h.inc"

namespace {

/// A value behind moves, and for each element that is read at their end the element of it.
struct Origin {
  Value value;
  std::vector<int64_t> from;
};

void stepBehind(gan::Move move, Origin &origin) {
  const std::vector<gan::MoveSource> sources = move.getSources();
  for (int64_t &element : origin.from)
    if (element != kNowhere)
      element = sources[element].operand < 0 ? kNowhere : sources[element].element;
  origin.value = move->getOperand(0);
}

/// The farthest value behind `value` that is not larger, past at least one move that is no reshape.
std::optional<Origin> originOf(Value value) {
  Origin origin{value, std::vector<int64_t>(gan::showerElements(value))};
  std::iota(origin.from.begin(), origin.from.end(), 0);
  std::optional<Origin> farthest;
  auto move = value.getDefiningOp<gan::Move>();
  while (move && move->getNumOperands() == 1) {
    stepBehind(move, origin);
    const bool isLarger = gan::showerElements(origin.value) > gan::showerElements(value);
    if (!isLarger && !isa<gan::ReshapeOp>(move.getOperation()))
      farthest = origin;
    move = origin.value.getDefiningOp<gan::Move>();
  }
  return farthest;
}

void fold(gan::DenseOp dense) {
  const auto weight = gan::exactValues(dense.getWeight());
  const auto origin = weight ? originOf(dense.getSrc()) : std::nullopt;
  if (!origin)
    return;
  OpBuilder builder(dense);
  const int64_t rows = gan::showerElements(origin->value);
  const int64_t columns = dense.getWeight().getType().getDimSize(1);
  const auto flat = dense.getSrc().getType().clone({ShapedType::kDynamic, rows});
  gan::addNodes(dense, dense.getSrc().getLoc());
  dense.getSrcMutable().assign(
      origin->value.getType() == flat
          ? origin->value
          : gan::ReshapeOp::create(builder, origin->value.getLoc(), flat, origin->value).getDst());
  dense.getWeightMutable().assign(gan::makeConstant(
      builder, dense.getWeight().getLoc(), movedRows(*weight, columns, origin->from, rows), {rows, columns}));
}

struct FoldMovePass : impl::FoldMovePassBase<FoldMovePass> {
  void runOnOperation() override {
    getOperation().walk([](gan::DenseOp dense) { fold(dense); });
    eraseUnused(getOperation());
  }
};

} // namespace
} // namespace ganc::graph
