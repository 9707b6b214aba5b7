// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Between f32 cells [x][y][c][z] and cells of stored integers [x][y][c / slots][z].

#include "passes/codegen/EmitKernel.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;

namespace ganc::codegen {

using kernel::Extents;

namespace {

class ConvertEmitter {
public:
  ConvertEmitter(Emitter &emit, const KernelArguments &arguments, kernel::ConvertOp op)
      : emit(emit), op(op), toStored(Extents(op.getDst()).slots > 1),
        stored(toStored ? op.getDst() : op.getSrc()),
        storedBase(addressOf(emit, arguments, toStored ? op.getDst() : op.getSrc())),
        floatBase(addressOf(emit, arguments, toStored ? op.getSrc() : op.getDst())),
        factor(emit.splat(op.getFactor().convertToFloat())) {}

  void run() {
    const int64_t channels = op.getChannels();
    emit.loop(stored.x * stored.y, [&](Value row) {
      emit.loop(channels / stored.slots, [&](Value group) { emitGroup(row, group, stored.slots); });
      if (const int64_t rest = channels % stored.slots)
        emitGroup(row, emit.i64(channels / stored.slots), rest);
    });
  }

private:
  Value pointer(Value base, Value row, int64_t rows, Value index, Value z) {
    const Value cell = emit.add(emit.mul(emit.add(emit.mul(row, rows), index), stored.z), z);
    return emit.at(base, emit.mul(cell, stored.cellBytes()));
  }

  void emitGroup(Value row, Value group, int64_t width) {
    emit.forEachVector(stored.z, stored.lanes, [&](Value z, int64_t words) {
      const Value storedCell = pointer(storedBase, row, stored.groups, group, z);
      SmallVector<Value> floatCells;
      for (int64_t slot = 0; slot < width; slot++)
        floatCells.push_back(
            pointer(floatBase, row, op.getChannels(), emit.add(emit.mul(group, stored.slots), slot), z));
      toStored ? store(storedCell, floatCells, words) : restore(storedCell, floatCells, words);
    });
  }

  void store(Value storedCell, ArrayRef<Value> floatCells, int64_t words) {
    SmallVector<Value> values;
    for (const Value cell : floatCells) {
      const Value value = emit.loadWords(cell, emit.floatVector, words, stored.cellBytes());
      const Value units = arith::DivFOp::create(emit.builder, emit.loc, value, factor);
      values.push_back(emit.roundToStorage(units, op.getStorage()));
    }
    emit.storeWords(emit.packSlots(values, stored.slots), storedCell, words, stored.cellBytes());
  }

  void restore(Value storedCell, ArrayRef<Value> floatCells, int64_t words) {
    const Value cell = emit.loadWords(storedCell, emit.wordVector, words, stored.cellBytes());
    const Value zeroPoint = emit.splat(static_cast<int32_t>(op.getStorage()[2]));
    for (const auto [slot, pointer] : llvm::enumerate(floatCells)) {
      const Value word = emit.unpackSlot(cell, slot, stored.slots);
      const Value distance = arith::SubIOp::create(emit.builder, emit.loc, word, zeroPoint);
      const Value value = arith::SIToFPOp::create(emit.builder, emit.loc, emit.floatVector, distance);
      emit.storeWords(emit.multiply(value, factor), pointer, words, stored.cellBytes());
    }
  }

  Emitter &emit;
  kernel::ConvertOp op;
  const bool toStored;
  const Extents stored;
  const Value storedBase, floatBase, factor;
};

} // namespace

void emitKernel(Emitter &emit, const KernelArguments &arguments, kernel::ConvertOp op) {
  ConvertEmitter(emit, arguments, op).run();
}

} // namespace ganc::codegen
