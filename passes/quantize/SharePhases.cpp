// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Lets neighboring phases of an upsampled axis share one sum (the algebra is in Differences.h):
//
//   before:  phase_conv (dequantize (quantize x)), w              phases a, b, ... along y with taps of their own
//   after:   phase_conv (dequantize (append_differences (quantize' x))), w'        y split: phase b goes on with the
//                                                                                sum of a, by taps of differences
//
// quantize' has half the levels, so that differences fit 16 bits. On the 3DGAN's second convolution 5 taps instead of
// 6: the op takes 98 instead of 110 us, the differences 5, and energies change by 0.26 / 0.87 % as before.
//
// Here, as only 16 bits have room for it: u8 sources, which multiply twice as many values at once, have none. Only
// where rows of taps have accumulators of their own (paysToAddRows), for a result that several phases add to; and only
// along y of three axes, where what is appended to a plane depends on that plane alone. Leaves alone all others, values
// with several readers, and phases that do not come from upsampling, whose sums of weights differ. What was seen of
// windows of the source is forgotten, as no window of differences was: such weights are rounded to nearest.

#include "dialects/gan/Constants.h"
#include "dialects/gan/ops/TensorTypes.h"
#include "dialects/numerics/Differences.h"
#include "passes/quantize/Annotations.h"
#include "passes/quantize/HeavyChannels.h"
#include "passes/quantize/Passes.h"

#include "mlir/IR/PatternMatch.h"
#include "mlir/Transforms/RegionUtils.h"

#include <cmath>
#include <numeric>

using namespace mlir;

namespace ganc::quantize {

#define GEN_PASS_DEF_SHAREPHASESPASS
#include "passes/quantize/Passes.h.inc"

namespace {

constexpr int64_t kAxis = 1, kTensorAxis = kAxis + 2; // y, and that of its tensors

/// Weights [phase * channels + co][ci][x][y][z] as lines along y.
struct Lines {
  gan::PhaseConvOp op;
  ArrayRef<int64_t> shape = gan::tensorType(op.getWeight()).getShape();
  gan::PhaseAxisAttr axis = cast<gan::PhaseAxisAttr>(op.getAxes()[kAxis]);
  int64_t phasesZ = cast<gan::PhaseAxisAttr>(op.getAxes()[kAxis + 1]).phases();
  int64_t channels = shape[0] / op.getPhaseCount();

  int64_t phaseOf(int64_t row) const { return row / channels / phasesZ % axis.phases(); }
  /// The row of the same channel in the phase before along y.
  int64_t rowBefore(int64_t row) const { return row - phasesZ * channels; }

  numerics::PhaseTaps read(ArrayRef<double> weights, int64_t row, int64_t ci, int64_t x, int64_t z) const {
    numerics::PhaseTaps taps{axis.getOffsets()[phaseOf(row)], {}};
    for (int64_t y = 0; y < axis.getTaps()[phaseOf(row)]; y++)
      taps.weights.push_back(weights[place(row, ci, x, y, z, shape[kTensorAxis])]);
    return taps;
  }

  /// Of a tensor with `taps` along y.
  int64_t place(int64_t row, int64_t ci, int64_t x, int64_t y, int64_t z, int64_t taps) const {
    return (((row * shape[1] + ci) * shape[2] + x) * taps + y) * shape[4] + z;
  }

  template <typename Visit> void forEach(Visit visit) const {
    for (int64_t row = 0; row < shape[0]; row++)
      for (int64_t ci = 0; ci < shape[1]; ci++)
        for (int64_t x = 0; x < shape[2]; x++)
          for (int64_t z = 0; z < shape[4]; z++)
            visit(row, ci, x, z);
  }
};

/// Taps of phases that go on with the sum of the one before.
struct SharedPhases {
  SmallVector<int64_t> offsets, taps; // along y, of each phase
  std::vector<double> weights;        // C order, with the most taps along y
};

int64_t sum(ArrayRef<int64_t> values) {
  return std::accumulate(values.begin(), values.end(), int64_t(0));
}

/// Nothing where sums of weights differ, or where it would take no fewer taps.
std::optional<SharedPhases> shareLines(const Lines &lines, ArrayRef<double> weights) {
  SharedPhases shared{{lines.axis.getOffsets()[0]}, {lines.axis.getTaps()[0]}, {}};
  for (int64_t p = 1; p < lines.axis.phases(); p++) {
    const auto zeros = [&](int64_t phase) {
      return numerics::PhaseTaps{lines.axis.getOffsets()[phase],
                                 std::vector<double>(lines.axis.getTaps()[phase])};
    };
    const auto taps = numerics::tapsOfDifferences(zeros(p - 1), zeros(p));
    shared.offsets.push_back(taps->offset);
    shared.taps.push_back(taps->weights.size());
  }
  if (sum(shared.taps) >= sum(lines.axis.getTaps()))
    return std::nullopt;
  const int64_t most = *llvm::max_element(shared.taps);
  shared.weights.resize(weights.size() / lines.shape[kTensorAxis] * most);
  bool isShared = true;
  lines.forEach([&](int64_t row, int64_t ci, int64_t x, int64_t z) {
    std::optional<numerics::PhaseTaps> taps = lines.read(weights, row, ci, x, z);
    if (lines.phaseOf(row) > 0)
      taps = numerics::tapsOfDifferences(lines.read(weights, lines.rowBefore(row), ci, x, z), *taps);
    isShared &= taps.has_value();
    for (size_t y = 0; isShared && y < taps->weights.size(); y++)
      shared.weights[lines.place(row, ci, x, y, z, most)] = taps->weights[y];
  });
  return isShared ? std::optional(std::move(shared)) : std::nullopt;
}

/// Of positions x, y, z, with the differences along y appended.
std::vector<double> correlationWithDifferences(ArrayRef<double> positions, ArrayRef<int64_t> space) {
  const int64_t all = space[0] * space[1] * space[2];
  const std::vector<double> half = numerics::appendDifferences(positions, space[1], space[2] * all);
  return numerics::appendDifferences(half, space[1], space[2]);
}

/// The same range with half the levels: differences of stored values fit the levels of `type`.
quant::UniformQuantizedType halved(quant::UniformQuantizedType type) {
  const int64_t largest = (type.getStorageTypeMax() - type.getStorageTypeMin()) / 4;
  return quant::UniformQuantizedType::get(
      type.getFlags(), type.getStorageType(), type.getExpressedType(),
      static_cast<float>(type.getScale() * type.getStorageTypeMax() / largest),
      std::nearbyint(double(type.getZeroPoint()) * largest / type.getStorageTypeMax()), -largest, largest);
}

/// `stored` and what moves make it of, back to what is rounded; false where others read any of it, or where it is not
/// rounded here.
bool collect(Value stored, SmallVectorImpl<Value> &values) {
  values.push_back(stored);
  Operation *op = stored.getDefiningOp();
  if (!stored.hasOneUse() || !isa_and_nonnull<gan::Move, gan::QuantizeOp>(op))
    return false;
  return isa<gan::QuantizeOp>(op) ||
         llvm::all_of(op->getOperands(), [&](Value operand) { return collect(operand, values); });
}

/// The 16 bit values that the op alone reads; empty where there are none.
SmallVector<Value> sourceOf(gan::PhaseConvOp op) {
  SmallVector<Value> values;
  auto read = op.getSrc().getDefiningOp<gan::DequantizeOp>();
  if (!read || !read->hasOneUse() || !collect(read.getSrc(), values))
    return {};
  const numerics::Storage storage = gan::storageOf(read.getSrc());
  const bool is16 = storage.low == -numerics::kLargestS16 && storage.high == numerics::kLargestS16;
  return is16 ? values : SmallVector<Value>();
}

/// Halves the levels of `source`, whose first value the op reads, and appends differences to that.
Value appendDifferences(gan::PhaseConvOp op, ArrayRef<Value> source) {
  OpBuilder builder(op);
  RankedTensorType before = gan::tensorType(source.front());
  const auto type = cast<quant::UniformQuantizedType>(before.getElementType()), half = halved(type);
  for (Value value : source)
    value.setType(gan::tensorType(value).clone(half));
  const auto all = quant::UniformQuantizedType::get(type.getFlags(), type.getStorageType(),
                                                    type.getExpressedType(), half.getScale(), 0,
                                                    type.getStorageTypeMin(), type.getStorageTypeMax());
  SmallVector<int64_t> shape(before.getShape());
  shape[kTensorAxis] = 2 * shape[kTensorAxis] + 1;
  const Location loc = op.getSrc().getLoc();
  const Value appended = gan::AppendDifferencesOp::create(builder, loc, RankedTensorType::get(shape, all),
                                                          source.front(), kTensorAxis);
  return gan::DequantizeOp::create(builder, loc, RankedTensorType::get(shape, type.getExpressedType()),
                                   appended);
}

gan::PhaseConvOp replace(gan::PhaseConvOp op, Value src, const SharedPhases &shared, int64_t split) {
  OpBuilder builder(op);
  SmallVector<int64_t> shape(gan::tensorType(op.getWeight()).getShape());
  shape[kTensorAxis] = *llvm::max_element(shared.taps);
  const Value weight = gan::makeConstant(builder, op.getWeight().getLoc(), shared.weights, shape);
  SmallVector<Attribute> axes(op.getAxes().getValue());
  axes[kAxis] = gan::PhaseAxisAttr::get(op.getContext(), cast<gan::PhaseAxisAttr>(axes[kAxis]).getStride(),
                                        shared.offsets, shared.taps, split);
  auto made = cast<gan::PhaseConvOp>(builder.clone(*op));
  made.setOperand(0, src);
  made.setOperand(1, weight);
  made.setAxesAttr(builder.getArrayAttr(axes));
  op.replaceAllUsesWith(made.getDst());
  op.erase();
  return made;
}

void share(gan::PhaseConvOp op) {
  const SmallVector<Value> source = sourceOf(op);
  const auto weights = gan::exactValues(op.getWeight());
  if (source.empty() || !weights || op.getAxes().size() != 3 || !paysToAddRows(op))
    return;
  const auto shared = shareLines({op}, *weights);
  if (!shared)
    return;
  const std::vector<int64_t> shape = gan::showerShape(op.getSrc());
  const auto correlation = correlationOf(op);
  const auto made = replace(op, appendDifferences(op, source), *shared, shape[kTensorAxis]);
  eraseWindowProducts(made); // not of windows of differences
  if (correlation)
    setCorrelation(made, {correlation->channels,
                          correlationWithDifferences(correlation->positions, ArrayRef(shape).drop_front(2))});
}

struct SharePhasesPass : impl::SharePhasesPassBase<SharePhasesPass> {
  void runOnOperation() override {
    SmallVector<gan::PhaseConvOp> ops;
    getOperation().walk([&](gan::PhaseConvOp op) { ops.push_back(op); });
    for (gan::PhaseConvOp op : ops)
      share(op);
    IRRewriter rewriter(&getContext());
    (void)runRegionDCE(rewriter, getOperation()->getRegions());
  }
};

} // namespace
} // namespace ganc::quantize
