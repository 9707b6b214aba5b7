// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "passes/codegen/PositionLanes.h"

#include "dialects/numerics/FlatPlane.h"
#include "dialects/numerics/RegisterTile.h"
#include "passes/codegen/PackRounded.h"

#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;

namespace ganc::codegen {

using kernel::kLanes;
using kernel::kVectorBytes;
using kernel::kWordBytes;

PositionLanes::PositionLanes(Emitter &emit, const KernelArguments &arguments, kernel::PhaseConvOp op)
    : PhaseConvLanes(emit, arguments, op, 1), scratch(op.getScratch()),
      scratchBase(addressOf(emit, arguments, op.getScratch())), pitch((*op.getFlat())[0]),
      lead((*op.getFlat())[1]) {}

int64_t PositionLanes::columns(int64_t phaseY) {
  return shape.loopPositions(1, dst.y, phaseY) > 0 ? 1 : 0; // the whole plane
}

void PositionLanes::forEachTile(const Column &column, TileBody body) {
  for (int64_t phase = 0; phase < phasesZ(); phase++) {
    const int64_t vectors = numerics::flatVectors(shape, op.positions(), pitch, column.phaseY, phase, kLanes);
    const int64_t height = numerics::evenTile(vectors, op.getTile()[0]), full = vectors / height;
    SmallVector<Row> rows;
    for (int64_t row = 0; row < height; row++)
      rows.push_back({phase, row, 0});
    emit.loop(full, [&](Value tile) { body(rows, emit.mul(tile, height * kLanes)); });
    rows.truncate(vectors % height);
    if (!rows.empty())
      body(rows, emit.i64(full * height * kLanes));
  }
}

Value PositionLanes::sourceRow(Value x, Value y, Value group, const Tile &tile) {
  const Value row = emit.add(emit.mul(planePlace(emit, op.getSrc(), x), src.groups), group);
  const Value place = emit.add(emit.add(emit.mul(y, pitch), tile.start), lead);
  return emit.at(srcBase, emit.mul(emit.add(emit.mul(row, src.z), place), kWordBytes));
}

std::optional<int64_t> PositionLanes::sourceOffset(const Row &row, int64_t tap) const {
  return (row.position * kLanes + axisZ.phases[row.phase].offset + axisZ.dilation * tap) * kWordBytes;
}

Value PositionLanes::loadSource(Value pointer, VectorType type) {
  return emit.load(pointer, type, kWordBytes);
}

Value PositionLanes::loadColumns(Value pointer, VectorType type) {
  return emit.loadSplat(pointer, type);
}

Value PositionLanes::position(const Tile &tile, const Row &row) {
  return emit.add(tile.start, row.position * kLanes);
}

Value PositionLanes::bias(const Column &column, const Tile &tile, const Row &row, int64_t vector) {
  if (!op.getBias() || !hasField())
    return PhaseConvLanes::bias(column, tile, row, vector);
  const Value plane = emit.add(emit.mul(biasPlane(column.x), axisY.phases.size()), column.phaseY);
  const Value phase = emit.add(emit.mul(plane, phasesZ()), row.phase);
  const Value channel = emit.add(emit.add(emit.mul(phase, shape.channels), tile.firstColumn), vector);
  const Value element = emit.add(emit.mul(channel, scratch.z), position(tile, row));
  return emit.load(emit.at(emit.addressOf(*op.getBias()), emit.mul(element, kWordBytes)), emit.floatVector,
                   kVectorBytes);
}

void PositionLanes::store(const Column &, const Tile &tile, const Row &row, ArrayRef<Value> vectors) {
  const Value first = emit.add(emit.divide(tile.firstColumn, dst.slots), row.phase * dst.groups);
  const Value place = emit.add(emit.mul(first, scratch.z), position(tile, row));
  const Value words = emit.at(scratchBase, emit.mul(place, kWordBytes));
  for (size_t c = 0; c < vectors.size(); c += dst.slots) {
    const ArrayRef<Value> slots = vectors.slice(c).take_front(dst.slots);
    emit.store(op.getStorage() ? packRounded(emit, slots, *op.getStorage(), dst.slots, fits) : slots.front(),
               emit.at(words, c / dst.slots * scratch.z * kWordBytes), kVectorBytes);
  }
}

void PositionLanes::finish(const Column &column) {
  emit.loop(shape.loopPositions(1, dst.y, column.phaseY),
            [&](Value y) { emit.loop(dst.groups, [&](Value group) { storeRow(column, y, group); }); });
}

/// A row of the destination: 16 positions of each phase of z at a time.
void PositionLanes::storeRow(const Column &column, Value y, Value group) {
  const Value ownY = emit.add(emit.mul(y, axisY.phases.size()), column.phaseY);
  const Value position = emit.add(emit.mul(planePlace(emit, op.getDst(), column.x), dst.y), ownY);
  const Value row = emit.add(emit.mul(position, dst.groups), group);
  const Value to = emit.at(dstBase, emit.mul(row, dst.z * kWordBytes));
  const Value place = emit.add(emit.mul(group, scratch.z), emit.mul(y, pitch));
  const Value from = emit.at(scratchBase, emit.mul(place, kWordBytes));
  for (int64_t begin = 0; begin * phasesZ() < dst.z; begin += kLanes) {
    SmallVector<Value> phases;
    for (int64_t phase = 0; phase < phasesZ(); phase++)
      phases.push_back(emit.load(emit.at(from, (phase * dst.groups * scratch.z + begin) * kWordBytes),
                                 emit.wordVector, kWordBytes));
    int64_t z = begin * phasesZ();
    for (const Value words : interleave(phases)) {
      if (z < dst.z)
        emit.storeWords(words, emit.at(to, z * kWordBytes), std::min(kLanes, dst.z - z), kWordBytes);
      z += kLanes;
    }
  }
}

/// Word p of vector q becomes word q * phases + p of the results in a row.
SmallVector<Value> PositionLanes::interleave(ArrayRef<Value> phases) {
  const int64_t count = phases.size();
  Value all = phases.front(); // one behind the other
  for (int64_t phase = 1; phase < count; phase++) {
    const SmallVector<int64_t> lanes = llvm::to_vector(llvm::seq<int64_t>(0, (phase + 1) * kLanes));
    all = vector::ShuffleOp::create(emit.builder, emit.loc, all, phases[phase], lanes);
  }
  SmallVector<Value> result;
  for (int64_t first = 0; first < count * kLanes; first += kLanes) {
    SmallVector<int64_t> lanes;
    for (int64_t word = first; word < first + kLanes; word++)
      lanes.push_back(word % count * kLanes + word / count);
    result.push_back(
        count == 1 ? all : vector::ShuffleOp::create(emit.builder, emit.loc, all, all, lanes).getResult());
  }
  return result;
}

} // namespace ganc::codegen
