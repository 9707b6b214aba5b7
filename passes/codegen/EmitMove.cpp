// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Moves by table. Where all channels of a cell come from one cell in order (upsampling, padding, slices in
// space), whole cells are copied: 64 bytes a step. Else cells are put together channel by channel.

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
    const int64_t start = source < 0 ? 0 : offsetOf(op.getSrcs()[source]) / kernel::kCellBytes * dst.slots;
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

/// Stored zero in every slot of a cell.
static Value zeroCell(Emitter &emit, kernel::MoveOp op, int64_t slots) {
  uint32_t word = 0;
  const uint32_t mask = slots == 1 ? ~0u : (1u << (32 / slots)) - 1;
  for (int64_t slot = 0; slot < slots; slot++)
    word |= (static_cast<uint32_t>(op.getZero()) & mask) << (slot * 32 / slots);
  return emit.splat(static_cast<int32_t>(word));
}

/// The table's entry, and whether it stands for zero.
static std::pair<Value, Value> loadEntry(Emitter &emit, Value table, Value index) {
  const Value word = emit.load(emit.at(table, emit.mul(index, 4)), emit.i32Type, 4);
  const Value entry = arith::ExtSIOp::create(emit.builder, emit.loc, emit.i64Type, word);
  const Value isZero =
      arith::CmpIOp::create(emit.builder, emit.loc, arith::CmpIPredicate::slt, entry, emit.i64(0));
  return {emit.max(entry, emit.i64(0)), isZero};
}

static void emitWholeCells(Emitter &emit, Value arena, Value dst, Value table, Value zero, int64_t cells) {
  emit.loop(cells, [&](Value index) {
    const auto [entry, isZero] = loadEntry(emit, table, index);
    const Value cell = emit.loadCell(emit.at(arena, emit.mul(entry, kernel::kCellBytes)), emit.wordCell);
    const Value value = arith::SelectOp::create(emit.builder, emit.loc, isZero, zero, cell);
    emit.storeCell(value, emit.at(dst, emit.mul(index, kernel::kCellBytes)));
  });
}

/// The stored integer of a value that may be in any slot.
static Value loadValue(Emitter &emit, Value arena, Value entry, int64_t slots) {
  const Value slot = arith::AndIOp::create(emit.builder, emit.loc, entry, emit.i64(slots - 1));
  const Value cell =
      emit.loadCell(emit.at(arena, emit.mul(emit.divide(entry, slots), kernel::kCellBytes)), emit.wordCell);
  const Value bits =
      arith::TruncIOp::create(emit.builder, emit.loc, emit.i32Type, emit.mul(slot, 32 / slots));
  return arith::ShRUIOp::create(emit.builder, emit.loc, cell, emit.splat(bits));
}

static void emitValues(Emitter &emit, Value arena, Value dst, Value table, int32_t zero,
                       const Extents &extents) {
  const int64_t slots = extents.slots;
  emit.loop(extents.cells(), [&](Value index) {
    SmallVector<Value> values;
    for (int64_t slot = 0; slot < slots; slot++) {
      const auto [entry, isZero] = loadEntry(emit, table, emit.add(emit.mul(index, slots), slot));
      const Value value = loadValue(emit, arena, entry, slots);
      values.push_back(arith::SelectOp::create(emit.builder, emit.loc, isZero, emit.splat(zero), value));
    }
    emit.storeCell(emit.packSlots(values, slots), emit.at(dst, emit.mul(index, kernel::kCellBytes)));
  });
}

void emitKernel(Emitter &emit, const KernelArguments &arguments, kernel::MoveOp op, const MoveTable &table,
                StringRef tableSymbol) {
  const Extents extents(op.getDst());
  const Value dst = emit.at(arguments.arena, offsetOf(op.getDst())), entries = emit.addressOf(tableSymbol);
  if (table.wholeCells)
    emitWholeCells(emit, arguments.arena, dst, entries, zeroCell(emit, op, extents.slots), extents.cells());
  else
    emitValues(emit, arguments.arena, dst, entries, static_cast<int32_t>(op.getZero()), extents);
}

} // namespace ganc::codegen
