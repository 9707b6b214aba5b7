// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The loop nest of the phase convolution, for any element type, dot product and tile:
//
//   for phase (px, py)
//     for q_x, q_y                                      one column of output positions
//       for tile of C channels                          weights are read front to back
//         for phase pz, tile of Z positions             unrolled
//           Z x C accumulators = 0
//           for tap x, tap y that lie inside, for group of channels    f32: a sum of its own for each tap x
//             for tap z that lies inside                unrolled
//               accumulator[z][c] += cell[z + tap] . weight[c]
//           rescale, activate, round, pack, store
//
// Along z all taps are known when the code is made, so padding costs nothing; along x and y the loops of taps
// have bounds. The order of the sums depends on nothing but the op: any tile gives the same bits.

#include "passes/codegen/Dot.h"
#include "passes/codegen/EmitKernel.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

#include <map>

using namespace mlir;

namespace ganc::codegen {

using kernel::Extents;

namespace {

class PhaseConvEmitter {
public:
  PhaseConvEmitter(Emitter &emit, const KernelArguments &arguments, kernel::PhaseConvOp op)
      : emit(emit), op(op), src(op.getSrc()), dst(op.getDst()), dot(emit, op.getDot(), src.slots),
        srcBase(emit.at(arguments.arena, offsetOf(op.getSrc()))),
        dstBase(emit.at(arguments.arena, offsetOf(op.getDst()))), weights(emit.addressOf(op.getWeights())),
        tileChannels(op.getTile()[1]), channels(op.getChannels()) {}

  void run() {
    for (int64_t px = 0; px < op.getX().phases(); px++)
      for (int64_t py = 0; py < op.getY().phases(); py++) {
        emit.loop(positions(op.getX(), dst.x, px), [&](Value qx) {
          emit.loop(positions(op.getY(), dst.y, py), [&](Value qy) { emitColumn(px, py, qx, qy); });
        });
        skipWeights(px, py);
      }
  }

private:
  /// Range of taps that lie inside the source, and the source position of tap 0.
  struct Taps {
    Value low, high, origin;
  };
  /// A column of output positions along z, all of phases (x, y) number `phase`.
  struct Column {
    int64_t phase;
    Taps x, y;
    Value outputX, outputY;
  };
  /// Z positions of one phase times C channels.
  struct Tile {
    int64_t phase, first, height, width;
    Value firstChannel, weights;
  };

  static int64_t positions(kernel::AxisAttr axis, int64_t extent, int64_t phase) {
    return llvm::divideCeil(std::max<int64_t>(0, extent - phase), axis.phases());
  }

  int64_t rows(int64_t px, int64_t py, int64_t pz) const {
    return op.getX().getTaps()[px] * op.getY().getTaps()[py] * op.getZ().getTaps()[pz] * src.groups;
  }

  int64_t weightBytes(int64_t px, int64_t py, int64_t pz) const {
    return rows(px, py, pz) * llvm::alignTo(channels, tileChannels) * 4;
  }

  void skipWeights(int64_t px, int64_t py) {
    for (int64_t pz = 0; pz < op.getZ().phases(); pz++)
      weightOffset += weightBytes(px, py, pz);
  }

  Taps tapsInside(kernel::AxisAttr axis, int64_t phase, int64_t extent, Value q) {
    const Value origin = emit.add(emit.mul(q, axis.getStride()), axis.getOffsets()[phase]);
    const int64_t d = axis.getDilation();
    const auto count = [&](Value distance) { // taps that the distance contains, rounded up
      return emit.divide(emit.add(emit.max(distance, emit.i64(0)), d - 1), d);
    };
    return {count(emit.sub(emit.i64(0), origin)),
            emit.min(emit.i64(axis.getTaps()[phase]), count(emit.sub(emit.i64(extent), origin))), origin};
  }

  void emitColumn(int64_t px, int64_t py, Value qx, Value qy) {
    const Column column{px * op.getY().phases() + py, tapsInside(op.getX(), px, src.x, qx),
                        tapsInside(op.getY(), py, src.y, qy), emit.add(emit.mul(qx, op.getX().phases()), px),
                        emit.add(emit.mul(qy, op.getY().phases()), py)};
    const int64_t full = channels / tileChannels;
    emit.loop(full, [&](Value tile) { emitChannels(px, py, column, tile, tileChannels); });
    if (const int64_t rest = channels % tileChannels)
      emitChannels(px, py, column, emit.i64(full), rest);
  }

  void emitChannels(int64_t px, int64_t py, const Column &column, Value tileIndex, int64_t width) {
    const Value firstChannel = emit.mul(tileIndex, tileChannels);
    int64_t phaseOffset = weightOffset;
    for (int64_t pz = 0; pz < op.getZ().phases(); pz++) {
      const Value offset = emit.add(emit.mul(tileIndex, rows(px, py, pz) * tileChannels * 4), phaseOffset);
      const int64_t count = positions(op.getZ(), dst.z, pz), height = op.getTile()[0];
      for (int64_t first = 0; first < count; first += height)
        emitTile(px, py, column,
                 {pz, first, std::min(height, count - first), width, firstChannel, emit.at(weights, offset)});
      phaseOffset += weightBytes(px, py, pz);
    }
  }

  void emitTile(int64_t px, int64_t py, const Column &column, const Tile &tile) {
    SmallVector<Value> acc(tile.height * tile.width, dot.zero());
    const int64_t tapsY = op.getY().getTaps()[py],
                  rowBytes = op.getZ().getTaps()[tile.phase] * tileChannels * 4;
    const SmallVector<Value> zeros = acc;
    acc = emit.reduce(column.x.low, column.x.high, acc, [&](Value tx, ValueRange before) {
      const SmallVector<Value> plane = emit.reduce(
          column.y.low, column.y.high, isFloat() ? ValueRange(zeros) : before, [&](Value ty, ValueRange inY) {
            const Value ix = emit.add(column.x.origin, emit.mul(tx, op.getX().getDilation()));
            const Value iy = emit.add(column.y.origin, emit.mul(ty, op.getY().getDilation()));
            const Value groupCell = emit.mul(emit.add(emit.mul(ix, src.y), iy), src.groups);
            const Value tapRow = emit.mul(emit.add(emit.mul(tx, tapsY), ty), src.groups);
            return emit.reduce(emit.i64(0), emit.i64(src.groups), inY, [&](Value group, ValueRange inner) {
              const Value cells =
                  emit.at(srcBase, emit.mul(emit.add(groupCell, group), src.z * src.cellBytes()));
              return emitTaps(tile, cells, emit.at(tile.weights, emit.mul(emit.add(tapRow, group), rowBytes)),
                              inner);
            });
          });
      return isFloat() ? addPlane(before, plane) : plane;
    });
    emitEpilogue(column, tile, acc);
  }

  bool isFloat() const { return src.slots == 1; }

  /// Sums of a plane of taps (one tap x) are added up apart: in f32 that makes long sums more exact.
  SmallVector<Value> addPlane(ValueRange sums, ArrayRef<Value> plane) {
    SmallVector<Value> added;
    for (const auto [sum, part] : llvm::zip(sums, plane))
      added.push_back(arith::AddFOp::create(emit.builder, emit.loc, sum, part));
    return added;
  }

  /// The taps along z: everything that is unrolled. A cell is loaded once.
  SmallVector<Value> emitTaps(const Tile &tile, Value cells, Value words, ValueRange before) {
    SmallVector<Value> acc(before);
    const kernel::AxisAttr axis = op.getZ();
    std::map<int64_t, DotProduct::Operand> loaded;
    for (int64_t tap = 0; tap < axis.getTaps()[tile.phase]; tap++) {
      SmallVector<std::pair<int64_t, int64_t>> inside; // position in the tile, source position
      for (int64_t i = 0; i < tile.height; i++) {
        const int64_t z =
            axis.getStride() * (tile.first + i) + axis.getOffsets()[tile.phase] + axis.getDilation() * tap;
        if (z >= 0 && z < src.z)
          inside.emplace_back(i, z);
      }
      for (const auto &[i, z] : inside)
        if (!loaded.contains(z))
          loaded[z] = dot.activations(
              emit.load(emit.at(cells, z * src.cellBytes()), dot.type(), kernel::kVectorBytes));
      for (int64_t c = 0; c < tile.width && !inside.empty(); c++) {
        const DotProduct::Operand weight =
            dot.weights(emit.loadSplat(emit.at(words, (tap * tileChannels + c) * 4), dot.type()));
        for (const auto &[i, z] : inside)
          acc[i * tile.width + c] = dot.accumulate(acc[i * tile.width + c], loaded[z], weight);
      }
    }
    return acc;
  }

  Value parameter(StringRef symbol, Value element, int64_t offset) {
    return emit.loadSplat(emit.at(emit.at(emit.addressOf(symbol), emit.mul(element, 4)), offset * 4),
                          emit.floatVector);
  }

  /// Element of the bias for channel `firstChannel` at the column's z = 0, and floats from one z to the next.
  std::pair<Value, int64_t> biasPlace(const Column &column, const Tile &tile) {
    auto data = SymbolTable::lookupNearestSymbolFrom<kernel::DataOp>(op, op.getBiasAttr());
    if (data.getValue().getNumElements() == channels)
      return {tile.firstChannel, 0};
    const Value row = emit.add(emit.mul(column.outputX, dst.y), column.outputY);
    return {emit.add(emit.mul(row, dst.z * channels), tile.firstChannel), channels};
  }

  /// Floats before those of the tile's phase, where each phase has multipliers of its own.
  int64_t multiplierOffset(const Column &column, const Tile &tile) {
    auto data = SymbolTable::lookupNearestSymbolFrom<kernel::DataOp>(op, op.getMultiplierAttr());
    const bool shared = data.getValue().getNumElements() == channels;
    return shared ? 0 : (column.phase * op.getZ().phases() + tile.phase) * channels;
  }

  Value rescale(Value acc, Value multiplier, Value bias) {
    if (isFloat())
      return bias ? arith::AddFOp::create(emit.builder, emit.loc, acc, bias).getResult() : acc;
    const Value value = arith::SIToFPOp::create(emit.builder, emit.loc, emit.floatVector, acc);
    return emit.fma(value, multiplier, bias ? bias : emit.splat(0.0f));
  }

  void emitEpilogue(const Column &column, const Tile &tile, ArrayRef<Value> acc) {
    std::optional<float> slope;
    if (op.getSlope())
      slope = op.getSlope()->convertToFloat();
    const auto [biasElement, biasStride] =
        op.getBias() ? biasPlace(column, tile) : std::pair<Value, int64_t>();
    SmallVector<Value> multipliers(tile.width);
    for (int64_t c = 0; c < tile.width && op.getMultiplier(); c++)
      multipliers[c] = parameter(*op.getMultiplier(), tile.firstChannel, multiplierOffset(column, tile) + c);
    const Value row = emit.add(emit.mul(column.outputX, dst.y), column.outputY);
    const Value group = emit.add(emit.mul(row, dst.groups), emit.divide(tile.firstChannel, dst.slots));
    const Value cells = emit.at(dstBase, emit.mul(group, dst.z * dst.cellBytes()));
    for (int64_t i = 0; i < tile.height; i++) {
      const int64_t z = op.getZ().phases() * (tile.first + i) + tile.phase;
      SmallVector<Value> values;
      for (int64_t c = 0; c < tile.width; c++) {
        const Value bias = op.getBias() ? parameter(*op.getBias(), biasElement, z * biasStride + c) : Value();
        values.push_back(emit.activate(rescale(acc[i * tile.width + c], multipliers[c], bias), slope));
      }
      storeChannels(values, cells, z);
    }
  }

  /// Stores the channels of one position, group by group.
  void storeChannels(SmallVector<Value> values, Value cells, int64_t z) {
    if (op.getStorage())
      for (Value &value : values)
        value = emit.roundToStorage(value, *op.getStorage());
    for (size_t c = 0; c < values.size(); c += dst.slots) {
      const ArrayRef<Value> group = ArrayRef(values).slice(c).take_front(dst.slots);
      emit.store(op.getStorage() ? emit.packSlots(group, dst.slots) : group.front(),
                 emit.at(cells, (c / dst.slots * dst.z + z) * dst.cellBytes()), kernel::kVectorBytes);
    }
  }

  Emitter &emit;
  mutable kernel::PhaseConvOp op; // ops are handles; their getters are not const
  const Extents src, dst;
  DotProduct dot;
  const Value srcBase, dstBase, weights;
  const int64_t tileChannels, channels;
  int64_t weightOffset = 0; // bytes before the weights of the current phase (px, py)
};

} // namespace

void emitKernel(Emitter &emit, const KernelArguments &arguments, kernel::PhaseConvOp op) {
  PhaseConvEmitter(emit, arguments, op).run();
}

} // namespace ganc::codegen
