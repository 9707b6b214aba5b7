// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "passes/codegen/Epilogue.h"

#include "passes/codegen/AddSums.h"
#include "passes/codegen/ExactRescaling.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;

namespace ganc::codegen {

static Value rescale(Emitter &emit, kernel::PhaseConvOp op, Value acc, Value multiplier, Value bias) {
  if (kernel::Extents(op.getSrc()).slots == 1)
    return bias ? arith::AddFOp::create(emit.builder, emit.loc, acc, bias).getResult() : acc;
  const Value value = op.getRowSums() ? acc : toFloats(emit, acc).front();
  return emit.fma(value, multiplier, bias ? bias : emit.splat(0.0f));
}

/// What is stored, perhaps still to be rounded.
static Value resultOf(Emitter &emit, kernel::PhaseConvOp op, Value acc, Value multiplier, Value bias) {
  std::optional<float> slope;
  if (op.getSlope())
    slope = op.getSlope()->convertToFloat();
  if (op.getFactor())
    return emitExactly(emit, acc, multiplier, bias,
                       {op.getFactor()->convertToDouble(), slope, *op.getStorage()});
  return emit.activate(rescale(emit, op, acc, multiplier, bias), slope);
}

void emitEpilogue(Emitter &emit, kernel::PhaseConvOp op, PhaseConvLanes &lanes, const Column &column,
                  const Tile &tile, ArrayRef<Value> acc) {
  for (const auto [i, row] : llvm::enumerate(tile.rows)) {
    SmallVector<Value> values;
    for (int64_t v = 0; v < tile.width; v++) {
      const Value multiplier = lanes.multiplier(column, tile, row, v);
      const Value bias = lanes.bias(column, tile, row, v);
      values.push_back(resultOf(emit, op, acc[i * tile.width + v], multiplier, bias));
    }
    lanes.store(column, tile, row, values);
  }
}

} // namespace ganc::codegen
