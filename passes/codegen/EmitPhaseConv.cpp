// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The loop nest of the phase convolution, for any element type, dot product, tile, and whatever the lanes hold
// (PhaseConvLanes.h):
//
//   for phase (px, py)
//     for q_x, q_y                                      a column of output positions; of all phases py that share a sum
//       for tile of C columns                           weights are read front to back
//         for tile of Z positions                       unrolled
//           Z x C accumulators = 0                      vectors of columns
//           for tap x, tap y that lie inside, for group of channels    f32: a sum of its own for each tap x
//             for tap z that lies inside                unrolled
//               accumulator[z][c] += activations[z + tap] . weights[c]                 with row_sums: f32 sums of rows
//           rescale, activate, round, pack, store; the next phase that shares the sum goes on with it
//
// Where buffers have copies, a tile is all copies of one position instead of positions along z.
//
// Along z all taps are known when the code is made, so padding costs nothing; along x and y the loops of taps
// have bounds. The order of the sums depends on nothing but the op: any tile, and any lanes, give the same
// bits (weights of 0 for taps that a merged phase does not have add nothing).

#include "passes/codegen/AddSums.h"
#include "passes/codegen/Dot.h"
#include "passes/codegen/Epilogue.h"
#include "passes/codegen/PhaseConvLanes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

#include <map>

using namespace mlir;

namespace ganc::codegen {

using kernel::Extents;
using kernel::kWordBytes;
using numerics::PhaseAxis;

namespace {

class PhaseConvEmitter {
public:
  /// For one block of showers, or for all `copies` of its buffers.
  PhaseConvEmitter(Emitter &emit, const KernelArguments &arguments, kernel::PhaseConvOp op, int64_t copies)
      : emit(emit), arguments(arguments), op(op), copies(copies),
        lanes(PhaseConvLanes::create(emit, arguments, op, copies)), src(op.getSrc()), dst(op.getDst()),
        shape(op.phaseColumns()), axes{shape.loopAxis(0), shape.loopAxis(1), shape.loopAxis(2)},
        dot(emit, op.getDot(), src.slots), weights(emit.addressOf(op.getWeights())),
        sums(op.getSums().value_or(1)), vectorColumns(op.vectorColumns()),
        tileColumns(copies > 1 ? *op.getCopiesTile() : op.getTile()[1]), block(op.blockColumns()),
        columns(vectorColumns == 1 ? shape.channels : shape.columns()) {}

  void run() {
    const PlaneRange planes = planeRange(emit, arguments, op, dst.x);
    for (size_t px = 0; px < axes[0].phases.size(); px++)
      for (size_t py = 0; py < axes[1].phases.size(); py += phasesOfSum()) {
        emit.loop(positionBegin(planes.begin), positionEnd(planes.end, px), [&](Value qx) {
          emit.loop(lanes->columns(py), [&](Value qy) { emitColumns(px, py, qx, qy); });
        });
        for (int64_t i = 0; i < phasesOfSum(); i++)
          weightOffset += weightBytes(px, py + i);
      }
  }

private:
  /// The first position q_x of planes that begin at a multiple of all phases.
  Value positionBegin(Value plane) {
    return emit.divide(emit.divide(plane, shape.side(0)), axes[0].phases.size());
  }
  /// The end of those of phase px for planes up to `end`.
  Value positionEnd(Value end, int64_t px) {
    const int64_t phases = axes[0].phases.size();
    const Value all = emit.divide(emit.add(end, shape.side(0) - 1), shape.side(0));
    return emit.divide(emit.add(all, phases - 1 - px), phases);
  }

  int64_t taps(int axis, int64_t phase) const { return axes[axis].phases[phase].kernelTaps.size(); }

  int64_t rows(int64_t px, int64_t py, int64_t pz) const {
    return taps(0, px) * taps(1, py) * taps(2, pz) * src.groups;
  }

  int64_t weightBytes(int64_t px, int64_t py, int64_t pz) const {
    return rows(px, py, pz) * llvm::alignTo(shape.columns(), block) * kWordBytes;
  }

  int64_t weightBytes(int64_t px, int64_t py) const {
    int64_t bytes = 0;
    for (size_t pz = 0; pz < axes[2].phases.size(); pz++)
      bytes += weightBytes(px, py, pz);
    return bytes;
  }

  /// Phases of y that go on with one sum.
  int64_t phasesOfSum() const { return axes[1].split > 0 ? axes[1].phases.size() : 1; }

  /// `extent` is that of the source.
  Taps tapsInside(int axis, int64_t phase, int64_t extent, Value q) {
    const int64_t d = axes[axis].dilation;
    const auto part = axes[axis].partOf(phase, extent);
    const Value origin = emit.add(emit.mul(q, axes[axis].stride), axes[axis].phases[phase].offset);
    const auto count = [&](Value distance) { // taps that the distance contains, rounded up
      return emit.divide(emit.add(emit.max(distance, emit.i64(0)), d - 1), d);
    };
    return {count(emit.sub(emit.i64(0), origin)),
            emit.min(emit.i64(taps(axis, phase)), count(emit.sub(emit.i64(part.extent), origin))),
            emit.add(origin, part.begin)};
  }

  Taps allTaps(int axis, int64_t phase) {
    return {emit.i64(0), emit.i64(taps(axis, phase)), emit.i64(axes[axis].phases[phase].offset)};
  }

  Column columnOf(int64_t px, int64_t py, Value qx, Value qy) {
    return {px,
            py,
            emit.add(emit.mul(qx, axes[0].phases.size()), px),
            emit.add(emit.mul(qy, axes[1].phases.size()), py),
            tapsInside(0, px, src.x, qx),
            lanes->skipsPaddingY() ? tapsInside(1, py, src.y, qy) : allTaps(1, py)};
  }

  void emitColumns(int64_t px, int64_t py, Value qx, Value qy) {
    SmallVector<Column> ofPhases; // that share one sum
    for (int64_t i = 0; i < phasesOfSum(); i++)
      ofPhases.push_back(columnOf(px, py + i, qx, qy));
    const int64_t full = columns / tileColumns;
    if (op.getMerged()) // where the columns of a tile go must be known
      for (int64_t tile = 0; tile < full; tile++)
        emitTiles(ofPhases, emit.i64(tile), tileColumns);
    else
      emit.loop(full, [&](Value tile) { emitTiles(ofPhases, tile, tileColumns); });
    if (const int64_t rest = columns % tileColumns)
      emitTiles(ofPhases, emit.i64(full), rest);
    lanes->finish(ofPhases.front());
  }

  int64_t tilesOfBlock() const { return std::max<int64_t>(1, block / tileColumns); }

  /// The weights of a tile of columns of one phase: its part of its block, or its blocks.
  Value weightsOf(Value tileIndex, int64_t rowsOfPhase) {
    const Value blockIndex = emit.divide(tileIndex, tilesOfBlock());
    const int64_t blockBytes = std::max(block, tileColumns) * rowsOfPhase * kWordBytes;
    return emit.at(weights,
                   emit.add(emit.mul(blockIndex, blockBytes),
                            emit.mul(emit.remainder(tileIndex, tilesOfBlock()), tileColumns * kWordBytes)));
  }

  /// What to fetch ahead while a tile is computed: its share of the block behind its own.
  Value weightsAhead(Value tileIndex, int64_t rowsOfPhase) {
    const int64_t blockBytes = block * rowsOfPhase * kWordBytes;
    return emit.at(weights, emit.mul(emit.add(tileIndex, tilesOfBlock()), blockBytes / tilesOfBlock()));
  }

  /// Weights of a tile, of each phase along z.
  using Words = SmallVector<Value>;

  void emitTiles(ArrayRef<Column> ofPhases, Value tileIndex, int64_t count) {
    SmallVector<Words> words;
    int64_t phaseOffset = weightOffset;
    for (const Column &column : ofPhases) {
      words.emplace_back();
      for (size_t pz = 0; pz < axes[2].phases.size(); pz++) {
        const int64_t rowsOfPhase = rows(column.phaseX, column.phaseY, pz);
        words.back().push_back(emit.at(weightsOf(tileIndex, rowsOfPhase), phaseOffset));
        phaseOffset += weightBytes(column.phaseX, column.phaseY, pz);
      }
    }
    lanes->forEachTile(ofPhases.front(), [&](ArrayRef<Row> tileRows, Value start) {
      const int64_t width = llvm::divideCeil(count, vectorColumns);
      const Tile tile{SmallVector<Row>(tileRows), width, emit.mul(tileIndex, tileColumns), count, start};
      const SmallVector<Value> zeros = zerosOf(tile), none(tile.rows.size() * tile.width, emit.splat(0.0f));
      emitPhases(ofPhases, tile, words, tileIndex, op.getRowSums() ? none : zeros);
    });
  }

  SmallVector<Value> zerosOf(const Tile &tile) {
    return SmallVector<Value>(tile.rows.size() * tile.width * sums, dot.zero());
  }

  /// The first phase, and the others where the destination has them, from the sums `before`.
  void emitPhases(ArrayRef<Column> ofPhases, const Tile &tile, ArrayRef<Words> words, Value tileIndex,
                  ArrayRef<Value> before) {
    const SmallVector<Value> acc = emitSums(ofPhases.front(), tile, words.front(), tileIndex, before);
    emitEpilogue(emit, op, *lanes, ofPhases.front(), tile, op.getRowSums() ? acc : addTurns(emit, acc, sums));
    if (ofPhases.size() == 1)
      return;
    const auto emitNext = [&] {
      emitPhases(ofPhases.drop_front(), tile, words.drop_front(), tileIndex, acc);
    };
    if (dst.y % phasesOfSum() == 0)
      return emitNext();
    emit.when(arith::CmpIOp::create(emit.builder, emit.loc, arith::CmpIPredicate::slt, ofPhases[1].y,
                                    emit.i64(dst.y)),
              emitNext);
  }

  SmallVector<Value> emitSums(const Column &column, const Tile &tile, ArrayRef<Value> words, Value tileIndex,
                              ArrayRef<Value> initial) {
    const SmallVector<Value> zeros = zerosOf(tile);
    return emit.reduce(column.tapsX.low, column.tapsX.high, initial, [&](Value tx, ValueRange before) {
      const auto plane = emit.reduce(
          column.tapsY.low, column.tapsY.high, isFloat() ? ValueRange(zeros) : before,
          [&](Value ty, ValueRange inY) {
            const Value x = emit.add(column.tapsX.origin, emit.mul(tx, axes[0].dilation));
            const Value y = emit.add(column.tapsY.origin, emit.mul(ty, axes[1].dilation));
            const Value tapRow = emit.mul(emit.add(emit.mul(tx, taps(1, column.phaseY)), ty), src.groups);
            const auto row = emit.reduce(
                emit.i64(0), emit.i64(src.groups), op.getRowSums() ? ValueRange(zeros) : inY,
                [&](Value group, ValueRange inner) {
                  const Value weightRow = emit.add(tapRow, group);
                  if (copies > 1)
                    prefetch(column, tileIndex, weightRow);
                  return emitTaps(column, tile, lanes->sourceRow(x, y, group, tile), words, weightRow, inner);
                });
            return op.getRowSums() ? addFloats(emit, inY, toFloats(emit, addTurns(emit, row, sums))) : row;
          });
      return isFloat() ? addFloats(emit, before, plane) : plane;
    });
  }

  void prefetch(const Column &column, Value tileIndex, Value weightRow) {
    const Value ahead = weightsAhead(tileIndex, rows(column.phaseX, column.phaseY, 0));
    const Value row = emit.mul(weightRow, taps(2, 0) * block * kWordBytes);
    emit.prefetch(emit.at(ahead, emit.divide(row, tilesOfBlock())));
  }

  bool isFloat() const { return src.slots == 1; }

  /// The taps along z: everything that is unrolled. Activations are loaded once for the tile, weights for the rows
  /// of a phase.
  SmallVector<Value> emitTaps(const Column &column, const Tile &tile, Value source, ArrayRef<Value> words,
                              Value weightRow, ValueRange before) {
    SmallVector<Value> acc(before);
    std::map<int64_t, DotProduct::Operand> loaded; // by offset in the source
    for (size_t phase = 0; phase < axes[2].phases.size(); phase++) {
      const Value row = emit.at(words[phase], emit.mul(weightRow, taps(2, phase) * block * kWordBytes));
      for (int64_t tap = 0; tap < taps(2, phase); tap++) {
        const auto inside = rowsInside(tile, phase, tap);
        for (const auto &[i, offset] : inside)
          if (!loaded.contains(offset))
            loaded[offset] = dot.activations(lanes->loadSource(emit.at(source, offset), dot.type()));
        for (int64_t v = 0; v < tile.width && !inside.empty(); v++) {
          const int64_t word = vectorWord(v, rows(column.phaseX, column.phaseY, phase)) + tap * block;
          const DotProduct::Operand weight =
              dot.weights(lanes->loadColumns(emit.at(row, word * kWordBytes), dot.type()));
          for (const auto &[i, offset] : inside) {
            Value &sum = acc[(tap % sums * tile.rows.size() + i) * tile.width + v];
            sum = dot.accumulate(sum, loaded[offset], weight);
          }
        }
      }
    }
    return acc;
  }

  /// The rows of a phase that read the source at a tap, and where.
  SmallVector<std::pair<int64_t, int64_t>> rowsInside(const Tile &tile, size_t phase, int64_t tap) {
    SmallVector<std::pair<int64_t, int64_t>> inside;
    for (const auto [i, row] : llvm::enumerate(tile.rows))
      if (row.phase == static_cast<int64_t>(phase))
        if (const auto offset = lanes->sourceOffset(row, tap))
          inside.emplace_back(i, *offset);
    return inside;
  }

  /// The word of a vector of columns in a row of weights of `blockRows` rows.
  int64_t vectorWord(int64_t vector, int64_t blockRows) const {
    const int64_t column = vector * vectorColumns;
    return column / block * blockRows * block + column % block;
  }

  Emitter &emit;
  const KernelArguments &arguments;
  mutable kernel::PhaseConvOp op; // ops are handles; their getters are not const
  const int64_t copies;
  const std::unique_ptr<PhaseConvLanes> lanes;
  const Extents src, dst;
  const numerics::PhaseColumns shape;
  const std::array<PhaseAxis, 3> axes;
  DotProduct dot;
  const Value weights;
  const int64_t sums, vectorColumns, tileColumns, block, columns;
  int64_t weightOffset = 0; // bytes before the weights of the current phase (px, py)
};

} // namespace

void emitKernel(Emitter &emit, const KernelArguments &arguments, kernel::PhaseConvOp op) {
  if (!op.getCopiesTile())
    return PhaseConvEmitter(emit, arguments, op, 1).run();
  const auto whenCopies = [&](arith::CmpIPredicate predicate, int64_t copies) {
    const Value one = arith::CmpIOp::create(emit.builder, emit.loc, predicate, arguments.copies, emit.i64(1));
    emit.when(one, [&] { PhaseConvEmitter(emit, arguments, op, copies).run(); });
  };
  whenCopies(arith::CmpIPredicate::eq, 1);
  whenCopies(arith::CmpIPredicate::ne, kernel::copiesOf(op.getDst()));
}

} // namespace ganc::codegen
