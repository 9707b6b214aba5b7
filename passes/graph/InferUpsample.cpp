// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Finds nearest upsampling by what it does, whatever ops say it.
//
//   before:  dst = move(... move(src)),  dst[i0, i1, ...] = src[i0 / f0, i1 / f1, ...] for every element
//   after:   dst = upsample(src, f)      or src itself where all factors are one
//
// Exporters write it as a split into slices of one and a concat of repeats, as unsqueeze + tile + reshape,
// once for each axis. So each op that moves values is traced back through the moves before it, element by
// element; the longest chain that is an upsampling becomes one op, with the factors of all axes.
//
// After gan-fold-transpose: the space axes are then where upsample has them. Needed by all later passes,
// which know upsample and not its disguises. Leaves alone: factors on the channel axis, interpolation,
// chains with a pad inside (they contain zeros), copies that are no upsampling (tile of a wider axis).
// Cost: one pass over the elements of one shower for each move in a chain.

#include "passes/graph/Fixpoint.h"
#include "passes/graph/Passes.h"

#include <algorithm>
#include <optional>

using namespace mlir;

namespace ganc::graph {

#define GEN_PASS_DEF_INFERUPSAMPLEPASS
#include "passes/graph/Passes.h.inc"

namespace {

/// Where the elements of a result come from: all from one value, in this order.
struct Trace {
  Value src;
  std::vector<int64_t> elements;
};

/// One step further back: the operand's element for each element; nothing when zeros are among them or
/// when several values are left.
std::optional<Trace> stepBack(const std::vector<Trace> &parts, const std::vector<gan::MoveSource> &sources) {
  Trace trace;
  trace.elements.reserve(sources.size());
  for (const gan::MoveSource &source : sources) {
    if (source.operand < 0)
      return std::nullopt;
    const Trace &part = parts[source.operand];
    if (trace.src && trace.src != part.src)
      return std::nullopt;
    trace.src = part.src;
    trace.elements.push_back(part.elements.empty() ? source.element : part.elements[source.element]);
  }
  return trace;
}

/// The elements of `value` as elements of what its own op moves. An empty list of elements means "itself".
Trace behind(Value value) {
  auto move = value.getDefiningOp<gan::Move>();
  if (!move || move->getNumOperands() != 1)
    return {value, {}};
  auto trace = stepBack({{move->getOperand(0), {}}}, move.getSources());
  return trace ? *trace : Trace{value, {}};
}

/// The factors when `trace` is an upsampling of its source to `shape`.
std::optional<std::vector<int64_t>> factorsOf(const Trace &trace, ArrayRef<int64_t> shape) {
  const auto src = cast<RankedTensorType>(trace.src.getType()).getShape();
  if (src.size() != shape.size() || src.size() < 2 || src[0] != shape[0] || src[1] != shape[1])
    return std::nullopt;
  std::vector<int64_t> factors(shape.size(), 1);
  for (size_t axis = 1; axis < shape.size(); axis++) {
    if (src[axis] == 0 || shape[axis] % src[axis] != 0)
      return std::nullopt;
    factors[axis] = shape[axis] / src[axis];
  }
  std::vector<int64_t> expected{0};
  for (size_t axis = 1; axis < shape.size(); axis++) {
    std::vector<int64_t> longer;
    longer.reserve(expected.size() * shape[axis]);
    for (const int64_t start : expected)
      for (int64_t i = 0; i < shape[axis]; i++)
        longer.push_back(start * src[axis] + i / factors[axis]);
    expected = std::move(longer);
  }
  return expected == trace.elements ? std::optional(factors) : std::nullopt;
}

struct Upsampling {
  Value src;
  std::vector<int64_t> factors;
};

/// The longest chain of moves that ends in `move` and is an upsampling.
std::optional<Upsampling> longestUpsampling(gan::Move move) {
  const auto shape = cast<RankedTensorType>(move->getResult(0).getType()).getShape();
  const std::vector<gan::MoveSource> sources = move.getSources();
  std::vector<Trace> direct, slices;
  for (const Value operand : move->getOperands()) {
    direct.push_back({operand, {}});
    slices.push_back(behind(operand)); // the pieces of a concat are slices of one value
  }
  auto trace = stepBack(direct, sources);
  if (!trace)
    trace = stepBack(slices, sources);
  std::optional<Upsampling> longest;
  while (trace) {
    if (const auto factors = factorsOf(*trace, shape))
      longest = Upsampling{trace->src, *factors};
    auto before = trace->src.getDefiningOp<gan::Move>();
    if (!before || before->getNumOperands() != 1)
      break;
    std::vector<gan::MoveSource> chained = before.getSources();
    std::vector<gan::MoveSource> picked;
    picked.reserve(trace->elements.size());
    for (const int64_t element : trace->elements)
      picked.push_back(chained[element]);
    trace = stepBack({{before->getOperand(0), {}}}, picked);
  }
  return longest;
}

void infer(gan::Move move) {
  const auto found = longestUpsampling(move);
  if (!found || (isa<gan::UpsampleOp>(move) && found->src == move->getOperand(0)))
    return;
  Value replacement = found->src;
  OpBuilder builder(move);
  if (llvm::any_of(found->factors, [](int64_t factor) { return factor != 1; }))
    replacement = gan::UpsampleOp::create(builder, move.getLoc(), move->getResult(0).getType(), found->src,
                                          found->factors);
  move->getResult(0).replaceAllUsesWith(replacement);
}

struct InferUpsamplePass : impl::InferUpsamplePassBase<InferUpsamplePass> {
  void runOnOperation() override {
    getOperation().walk([](gan::Move move) { infer(move); });
    eraseUnused(getOperation());
  }
};

} // namespace
} // namespace ganc::graph
