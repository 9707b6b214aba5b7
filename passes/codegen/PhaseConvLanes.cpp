// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "passes/codegen/PhaseConvLanes.h"

#include "dialects/numerics/RegisterTile.h"
#include "passes/codegen/PackRounded.h"
#include "passes/codegen/PositionLanes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

#include <bit>
#include <cmath>

using namespace mlir;

namespace ganc::codegen {

using kernel::kVectorBytes;
using kernel::kWordBytes;

PhaseConvLanes::PhaseConvLanes(Emitter &emit, const KernelArguments &arguments, kernel::PhaseConvOp op,
                               int64_t copies)
    : emit(emit), op(op), copies(copies), src(op.getSrc()), dst(op.getDst()),
      srcBase(addressOf(emit, arguments, op.getSrc())), dstBase(addressOf(emit, arguments, op.getDst())),
      shape(op.phaseColumns()), axisY(shape.loopAxis(1)), axisZ(shape.loopAxis(2)) {}

Value PhaseConvLanes::sourceRow(Value x, Value y, Value group, const Tile &) {
  const Value place = planePlace(emit, op.getSrc(), x);
  const Value row = emit.add(emit.mul(emit.add(emit.mul(place, src.y), y), src.groups), group);
  return emit.at(srcBase, emit.mul(row, src.z * src.cellBytes()));
}

std::optional<int64_t> PhaseConvLanes::sourceOffset(const Row &row, int64_t tap) const {
  const int64_t z = axisZ.stride * row.position + axisZ.phases[row.phase].offset + axisZ.dilation * tap;
  if (z < 0 || z >= src.z)
    return std::nullopt;
  return row.copy * src.bytes() + z * src.cellBytes();
}

Value PhaseConvLanes::parameter(StringRef symbol, Value element, int64_t vector) {
  const Value first = emit.at(emit.addressOf(symbol), emit.mul(element, kWordBytes));
  return loadColumns(emit.at(first, vector * op.vectorColumns() * kWordBytes), emit.floatVector);
}

Value PhaseConvLanes::multiplier(const Column &column, const Tile &tile, const Row &row, int64_t vector) {
  if (!op.getMultiplier())
    return {};
  const int64_t columns = op.parameterColumns();
  auto data = SymbolTable::lookupNearestSymbolFrom<kernel::DataOp>(op, op.getMultiplierAttr());
  const int64_t phase =
      (column.phaseX * axisY.phases.size() + column.phaseY) * axisZ.phases.size() + row.phase;
  const int64_t own = data.getValue().getNumElements() == columns ? 0 : phase * columns;
  return parameter(*op.getMultiplier(), emit.add(tile.firstColumn, own), vector);
}

bool PhaseConvLanes::hasField() {
  auto data = SymbolTable::lookupNearestSymbolFrom<kernel::DataOp>(op, op.getBiasAttr());
  return data.getValue().getNumElements() != op.parameterColumns();
}

Value PhaseConvLanes::biasPlane(Value x) {
  if (!op.getBiasPlanes())
    return x;
  const Value word = emit.at(emit.addressOf(*op.getBiasPlanes()), emit.mul(x, kWordBytes));
  return arith::ExtUIOp::create(emit.builder, emit.loc, emit.builder.getI64Type(),
                                emit.load(word, emit.i32Type, kWordBytes));
}

Value PhaseConvLanes::bias(const Column &column, const Tile &tile, const Row &row, int64_t vector) {
  if (!op.getBias())
    return {};
  const int64_t columns = op.parameterColumns();
  if (!hasField())
    return parameter(*op.getBias(), tile.firstColumn, vector);
  const int64_t y = llvm::divideCeil(dst.y, shape.side(1)), z = llvm::divideCeil(dst.z, shape.side(2));
  const Value position = emit.mul(emit.add(emit.mul(biasPlane(column.x), y), column.y), z);
  return parameter(*op.getBias(),
                   emit.add(emit.mul(emit.add(position, positionZ(row)), columns), tile.firstColumn), vector);
}

/// The largest magnitude among floats.
static double largestOf(kernel::DataOp data) {
  double largest = 0;
  for (const uint32_t word : kernel::wordsOf(data))
    largest = std::max(largest, std::abs(double(std::bit_cast<float>(word))));
  return largest;
}

/// The most taps that a sum adds up along the axis: of all phases where they share one.
static double largestTaps(const numerics::PhaseAxis &axis) {
  size_t taps = 0;
  for (const numerics::Phase &phase : axis.phases)
    taps = axis.split > 0 ? taps + phase.kernelTaps.size() : std::max(taps, phase.kernelTaps.size());
  return double(taps);
}

bool PhaseConvLanes::fitsWord() {
  const auto largest = [&](FlatSymbolRefAttr symbol) {
    return symbol ? largestOf(SymbolTable::lookupNearestSymbolFrom<kernel::DataOp>(op, symbol)) : 0.0;
  };
  if (op.getFactor()) // clamped already
    return true;
  constexpr double kWord = 2147483648.0, kRounding = 1.0 + 0x1p-20;
  const double words = op.getRowSums() ? largestTaps(shape.axes[0]) * largestTaps(shape.axes[1]) : 1.0;
  return op.getMultiplier() &&
         (kWord * words * largest(op.getMultiplierAttr()) + largest(op.getBiasAttr())) * kRounding <
             kWord - 1;
}

namespace {

class ShowerLanes : public PhaseConvLanes {
public:
  using PhaseConvLanes::PhaseConvLanes;

  /// The positions of one phase at a time: they share weights. Or all copies of one position.
  void forEachTile(const Column &, TileBody body) override {
    for (int64_t phase = 0; phase < phasesZ(); phase++) {
      const int64_t count = copies > 1 ? copies : shape.loopPositions(2, dst.z, phase);
      const int64_t height = copies > 1 ? copies : numerics::evenTile(count, op.getTile()[0]);
      for (int64_t first = 0; first < count; first += height) {
        SmallVector<Row> rows;
        for (int64_t i = first; i < std::min(first + height, count); i++)
          rows.push_back(copies > 1 ? Row{0, 0, i} : Row{phase, i, 0});
        body(rows, emit.i64(0));
      }
    }
  }

  Value loadSource(Value pointer, VectorType type) override { return emit.load(pointer, type, kVectorBytes); }
  Value loadColumns(Value pointer, VectorType type) override { return emit.loadSplat(pointer, type); }

  void store(const Column &column, const Tile &tile, const Row &row, ArrayRef<Value> vectors) override {
    const Value place = planePlace(emit, op.getDst(), column.x);
    const Value position = emit.add(emit.mul(place, dst.y), column.y);
    const Value group = emit.add(emit.mul(position, dst.groups), emit.divide(tile.firstColumn, dst.slots));
    const Value cells = emit.at(dstBase, emit.mul(group, dst.z * dst.cellBytes()));
    for (size_t c = 0; c < vectors.size(); c += dst.slots) {
      const ArrayRef<Value> slots = vectors.slice(c).take_front(dst.slots);
      const int64_t cell = c / dst.slots * dst.z + positionZ(row);
      const int64_t offset = cell * dst.cellBytes() + row.copy * dst.bytes();
      emit.store(op.getStorage() ? packRounded(emit, slots, *op.getStorage(), dst.slots, fits)
                                 : slots.front(),
                 emit.at(cells, offset), kVectorBytes);
    }
  }

private:
  const bool fits = fitsWord();
};

class ChannelLanes : public PhaseConvLanes {
public:
  using PhaseConvLanes::PhaseConvLanes;

  /// Positions of all phases: activations are what they share, and a tile needs enough of them.
  void forEachTile(const Column &, TileBody body) override {
    const int64_t count = llvm::divideCeil(dst.z, shape.side(2));
    const int64_t height = numerics::evenTile(count, op.getTile()[0]);
    for (int64_t first = 0; first < count; first += height) {
      SmallVector<Row> rows;
      for (int64_t z = first; z < std::min(first + height, count); z++)
        rows.push_back({z % phasesZ(), z / phasesZ(), 0});
      body(rows, emit.i64(0));
    }
  }

  Value loadSource(Value pointer, VectorType type) override { return emit.loadSplat(pointer, type); }
  Value loadColumns(Value pointer, VectorType type) override {
    return emit.load(pointer, type, kVectorBytes);
  }

  void store(const Column &column, const Tile &tile, const Row &row, ArrayRef<Value> vectors) override {
    SmallVector<Value> packed;
    for (const Value vector : vectors)
      packed.push_back(pack(vector));
    const int64_t z = positionZ(row);
    if (shape.side(0) * shape.side(1) * shape.side(2) == 1) {
      const Value words = wordsAt(column.x, column.y, z, emit.divide(tile.firstColumn, dst.slots));
      return dst.z == 1 ? storeNeighbors(words, tile, packed)
                        : storeColumns(words, tile, packed, 0, tile.columns);
    }
    const int64_t first = *getConstantIntValue(tile.firstColumn); // merged columns are unrolled
    for (int64_t x = 0; x < shape.side(0); x++)
      for (int64_t y = 0; y < shape.side(1); y++)
        whenInside(column, x, y, [&](Value positionX, Value positionY) {
          for (int64_t sideZ = 0; sideZ < shape.side(2); sideZ++) {
            const int64_t ownZ = z * shape.side(2) + sideZ;
            const int64_t phase = (x * shape.side(1) + y) * shape.side(2) + sideZ;
            if (ownZ < dst.z)
              storeColumns(wordsAt(positionX, positionY, ownZ, emit.i64(0)), tile, packed,
                           phase * shape.phaseColumns() - first, shape.phaseColumns());
          }
        });
  }

private:
  /// 16 columns as 16 / slots words.
  Value pack(Value vector) {
    if (!op.getStorage())
      return vector;
    const auto narrow = VectorType::get({kernel::kLanes}, emit.builder.getIntegerType(32 / dst.slots));
    const Value rounded = emit.roundToStorage(vector, *op.getStorage());
    const Value values = arith::TruncIOp::create(emit.builder, emit.loc, narrow, rounded);
    return emit.bitcast(values, VectorType::get({kernel::kLanes / dst.slots}, emit.i32Type));
  }

  /// The word of group `group` at a position of the output.
  Value wordsAt(Value x, Value y, int64_t z, Value group) {
    const Value position = emit.add(emit.mul(planePlace(emit, op.getDst(), x), dst.y), y);
    const Value row = emit.add(emit.mul(position, dst.groups), group);
    return emit.at(dstBase, emit.mul(emit.add(emit.mul(row, dst.z), z), kWordBytes));
  }

  /// Calls body(x, y) for the output's position of merged phases x and y, where it has one.
  void whenInside(const Column &column, int64_t x, int64_t y, llvm::function_ref<void(Value, Value)> body) {
    const Value positionX = emit.add(emit.mul(column.x, shape.side(0)), x);
    const Value positionY = emit.add(emit.mul(column.y, shape.side(1)), y);
    const auto within = [&](Value position, int64_t phase, int64_t sides, int64_t extent,
                            llvm::function_ref<void()> inner) {
      if (extent % sides == 0 || phase < extent % sides)
        return inner();
      emit.when(arith::CmpIOp::create(emit.builder, emit.loc, arith::CmpIPredicate::slt, position,
                                      emit.i64(extent)),
                inner);
    };
    within(positionX, x, shape.side(0), dst.x,
           [&] { within(positionY, y, shape.side(1), dst.y, [&] { body(positionX, positionY); }); });
  }

  /// Stores `count` columns from the tile's column `begin` on, as far as the tile has them.
  void storeColumns(Value words, const Tile &tile, ArrayRef<Value> packed, int64_t begin, int64_t count) {
    for (int64_t column = 0; column < count; column += dst.slots)
      if (begin + column >= 0 && begin + column < tile.columns)
        storeWord(emit.at(words, column / dst.slots * dst.z * kWordBytes), packed, begin + column);
  }

  /// The same for all columns of the tile, where words of one position are neighbors.
  void storeNeighbors(Value words, const Tile &tile, ArrayRef<Value> packed) {
    const int64_t each = kernel::kLanes / dst.slots;
    for (const auto [i, vector] : llvm::enumerate(packed)) {
      const int64_t begin = i * each, count = std::min(each, tile.columns / dst.slots - begin);
      const Value part =
          vector::ExtractStridedSliceOp::create(emit.builder, emit.loc, vector, ArrayRef<int64_t>{0},
                                                ArrayRef<int64_t>{count}, ArrayRef<int64_t>{1});
      emit.store(part, emit.at(words, begin * kWordBytes), kWordBytes);
    }
  }

  void storeWord(Value pointer, ArrayRef<Value> packed, int64_t column) {
    const Value word = vector::ExtractOp::create(emit.builder, emit.loc, packed[column / kernel::kLanes],
                                                 column % kernel::kLanes / dst.slots);
    emit.store(word, pointer, kWordBytes);
  }
};

} // namespace

std::unique_ptr<PhaseConvLanes> PhaseConvLanes::create(Emitter &emit, const KernelArguments &arguments,
                                                       kernel::PhaseConvOp op, int64_t copies) {
  if (op.getLanes() == kernel::Lanes::Showers)
    return std::make_unique<ShowerLanes>(emit, arguments, op, copies);
  if (op.getLanes() == kernel::Lanes::Positions)
    return std::make_unique<PositionLanes>(emit, arguments, op);
  return std::make_unique<ChannelLanes>(emit, arguments, op, copies);
}

} // namespace ganc::codegen
