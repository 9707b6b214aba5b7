// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Moves by table. Where all channels of a cell come from one cell in order (upsampling, padding, slices in
// space), whole cells are copied. Else cells are put together channel by channel. A cell is a vector, or a word
// where a program makes one shower.

#include "passes/codegen/EmitKernel.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;

namespace ganc::codegen {

using kernel::Extents;

/// The cell whose channels are `slots` in order, -1 when all are zero, nothing when they come from several.
static std::optional<int32_t> wholeCell(ArrayRef<int32_t> slots) {
  const int32_t count = slots.size(), first = slots[0];
  if (first >= 0 && first % count)
    return std::nullopt;
  for (int32_t i = 0; i < count; i++)
    if (slots[i] != kernel::kAnyValue && slots[i] != (first < 0 ? kernel::kZeroValue : first + i))
      return std::nullopt;
  return first < 0 ? -1 : first / count;
}

MoveTable moveTable(kernel::MoveOp op) {
  const Extents dst(op.getDst());
  const auto table = SymbolTable::lookupNearestSymbolFrom<kernel::DataOp>(op, op.getTableAttr());
  const std::vector<uint32_t> words = kernel::wordsOf(table); // source and place, for each value of dst
  std::vector<int32_t> values; // place of each value, counted from the arena's start
  for (int64_t i = 0; i < dst.cells() * dst.slots; i++) {
    const int32_t source = words[2 * i];
    const int64_t start =
        source < 0 ? 0 : offsetOf(kernel::bufferOf(op.getSrcs()[source])) / dst.cellBytes() * dst.slots;
    values.push_back(source < 0 ? source : start + words[2 * i + 1]);
  }
  std::vector<int32_t> cells;
  for (int64_t cell = 0; cell < dst.cells(); cell++) {
    const auto whole = wholeCell(ArrayRef(values).slice(cell * dst.slots, dst.slots));
    if (!whole)
      return {false, values};
    cells.push_back(*whole);
  }
  return {true, cells};
}

namespace {

class MoveEmitter {
public:
  MoveEmitter(Emitter &emit, const KernelArguments &arguments, kernel::MoveOp op, Value table)
      : emit(emit), extents(op.getDst()), arena(arguments.arena),
        dst(addressOf(emit, arguments, op.getDst())), table(table), zero(static_cast<int32_t>(op.getZero())),
        cellType(extents.lanes == 1 ? emit.i32Type : Type(emit.wordVector)) {}

  void moveCells() {
    const Value zeros =
        emit.packSlots(SmallVector<Value>(extents.slots, emit.words(cellType, zero)), extents.slots);
    emit.loop(extents.cells(), [&](Value index) {
      const auto [entry, isZero] = loadEntry(index);
      store(arith::SelectOp::create(emit.builder, emit.loc, isZero, zeros, loadCell(entry)), index);
    });
  }

  void moveValues() {
    emit.loop(extents.cells(), [&](Value index) {
      SmallVector<Value> values;
      for (int64_t slot = 0; slot < extents.slots; slot++) {
        const auto [entry, isZero] = loadEntry(emit.add(emit.mul(index, extents.slots), slot));
        values.push_back(arith::SelectOp::create(emit.builder, emit.loc, isZero, emit.words(cellType, zero),
                                                 loadValue(entry)));
      }
      store(emit.packSlots(values, extents.slots), index);
    });
  }

private:
  /// The table's entry, and whether it stands for zero.
  std::pair<Value, Value> loadEntry(Value index) {
    const Value word =
        emit.load(emit.at(table, emit.mul(index, kernel::kWordBytes)), emit.i32Type, kernel::kWordBytes);
    const Value entry = arith::ExtSIOp::create(emit.builder, emit.loc, emit.i64Type, word);
    const Value isZero =
        arith::CmpIOp::create(emit.builder, emit.loc, arith::CmpIPredicate::slt, entry, emit.i64(0));
    return {emit.max(entry, emit.i64(0)), isZero};
  }

  Value loadCell(Value cell) {
    return emit.load(emit.at(arena, emit.mul(cell, extents.cellBytes())), cellType, extents.cellBytes());
  }

  /// The stored integer of a value that may be in any slot.
  Value loadValue(Value entry) {
    const int64_t slots = extents.slots;
    const Value slot = arith::AndIOp::create(emit.builder, emit.loc, entry, emit.i64(slots - 1));
    const Value bits =
        arith::TruncIOp::create(emit.builder, emit.loc, emit.i32Type, emit.mul(slot, 32 / slots));
    return arith::ShRUIOp::create(emit.builder, emit.loc, loadCell(emit.divide(entry, slots)),
                                  extents.lanes == 1 ? bits : emit.splat(bits));
  }

  void store(Value cell, Value index) {
    emit.store(cell, emit.at(dst, emit.mul(index, extents.cellBytes())), extents.cellBytes());
  }

  Emitter &emit;
  const Extents extents;
  const Value arena, dst, table;
  const int32_t zero;
  const Type cellType;
};

} // namespace

void emitKernel(Emitter &emit, const KernelArguments &arguments, kernel::MoveOp op, const MoveTable &table,
                StringRef tableSymbol) {
  MoveEmitter moves(emit, arguments, op, emit.addressOf(tableSymbol));
  table.wholeCells ? moves.moveCells() : moves.moveValues();
}

} // namespace ganc::codegen
