// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Lets heavy ops compute with integers:
//
//   before:  quantize (heavy (dequantize x, w, bias))
//   after:   heavy (x, w_q, bias', multiplier)           dst as stored by the quantize, or f32 without one
//
//   w[co, ...]      ~  s_w[co] w_q[co, ...]              (WeightQuantization.h; for a phase convolution co counts
//                                                        phases and channels)
//   multiplier[co]  =  s_src s_w[co] / s_dst
//   bias'[co, o]    =  (bias[co, o] + B[co, o] - s_src s_w[co] zp S[co, o]) / s_dst
//   S[co, o]        =  sum of w_q over ci and those taps of position o that lie inside src
//   B[co, o]        =  sum of (w - s_w[co] w_q) mean(x) over the same: what rounding the weights takes from the mean
//
// with zp the zero point of x and s_dst = 1 for an f32 result. Padding adds neither to the accumulator nor to
// S, so the zero point is exact at the border. Dividing by s_dst before the activation is right because relu
// and leaky_relu are positively homogeneous. Computed in float64, rounded once to f32. Sets `gan.level`.
//
// B, and rounding that feeds its error back (WeightQuantization.h), need the mean and correlation of x that calibration
// leaves; else B is 0 and rounding is to nearest. Median / 90th percentile of the 3DGAN's energy error with 8 bits: to
// nearest 0.85 / 3.6 %; with both, gan-equalize-channels and 16 bit ranges that are not clipped 0.60 / 2.5 %. With 16
// bits boosted trees told the showers from float32 ones with an area of 0.82 before, 0.55 with both. Its third
// convolution reads too many positions to correlate them all: products of windows, and channels of one size there too,
// took the area from 0.512 to 0.505.
//
// Weights of 16 bits are as fine as their accumulator allows, which is 5 bits in the 3DGAN's second convolution. Where
// it is cheap (paysToAddRows), `row_sums` gives each row of taps an accumulator: 3 bits more there.
//
// A heavy op whose result has several readers keeps an f32 result. Ops with f32 sources are left alone.

#include "dialects/gan/Constants.h"
#include "dialects/gan/ops/Heavy.h"
#include "dialects/gan/ops/TensorTypes.h"
#include "dialects/numerics/Bias.h"
#include "dialects/numerics/WeightQuantization.h"
#include "passes/quantize/Annotations.h"
#include "passes/quantize/HeavyChannels.h"
#include "passes/quantize/Passes.h"
#include "passes/quantize/RoundWeights.h"

#include "mlir/IR/PatternMatch.h"
#include "mlir/Transforms/RegionUtils.h"

#include <cmath>
#include <limits>

using namespace mlir;

namespace ganc::quantize {

#define GEN_PASS_DEF_QUANTIZEWEIGHTSPASS
#include "passes/quantize/Passes.h.inc"

namespace {

quant::UniformQuantizedType quantizedType(Value value) {
  return cast<quant::UniformQuantizedType>(gan::tensorType(value).getElementType());
}

struct Rescaling {
  std::vector<double> multiplier; ///< of each phase and output channel
  double scaleOfDst;
  int32_t zeroPoint; ///< of src
};

/// -multiplier * zero point * S, added to `field`.
void addZeroPoint(gan::Heavy heavy, const Rescaling &rescaling, ArrayRef<double> sums,
                  numerics::Bias &field) {
  const std::vector<int64_t> phases = heavy.getPhaseOfPositions();
  const int64_t channels = field.values.size() / field.positions;
  for (size_t i = 0; i < sums.size(); i++) {
    const int64_t phase = phases.empty() ? 0 : phases[i % field.positions];
    const double multiplier = rescaling.multiplier[phase * channels + i / field.positions];
    field.values[i] -= multiplier * rescaling.zeroPoint * sums[i];
  }
}

/// bias', or nothing when there is nothing to add.
std::optional<numerics::Bias> rescaledBias(gan::Heavy heavy, const Rescaling &rescaling,
                                           const RoundedWeights &rounded) {
  const auto bias = gan::floatValues(heavy.getBias());
  const ArrayRef<double> lost = rounded.lost;
  if (!bias && rescaling.zeroPoint == 0 && lost.empty())
    return std::nullopt;
  const int64_t channels = gan::showerShape(heavy->getResult(0))[1];
  const int64_t positions = gan::showerElements(heavy->getResult(0)) / channels;
  numerics::Bias field{std::vector<double>(channels * positions, 0.0), positions};
  addZeroPoint(heavy, rescaling, rounded.sums, field);
  for (size_t i = 0; i < field.values.size(); i++) {
    const double own = bias ? (*bias)[i * bias->size() / field.values.size()] : 0.0;
    field.values[i] += (own + (lost.empty() ? 0.0 : lost[i])) / rescaling.scaleOfDst;
  }
  return uniform(field);
}

/// B, or nothing without the mean of the source.
FailureOr<std::vector<double>> lostByRounding(gan::Heavy heavy, ArrayRef<double> weights,
                                              const RoundedWeights &rounded,
                                              const std::optional<std::vector<double>> &mean) {
  if (!mean)
    return std::vector<double>();
  std::vector<double> residuals(weights);
  for (const auto [scale, elements] : llvm::zip_equal(rounded.scales, weightsOfScales(heavy)))
    for (const int64_t k : elements)
      residuals[k] -= scale * rounded.stored[k];
  return gan::bareSums(heavy, std::move(residuals), *mean);
}

/// All that is known of the weights from now on.
FailureOr<RoundedWeights> knownOf(gan::Heavy heavy, Value src, ArrayRef<double> weights, int32_t storedMax) {
  RoundedWeights known = roundWeights(heavy, src, weights, storedMax);
  const std::vector<double> ones(gan::showerElements(heavy.getSrc()), 1.0);
  auto sums = gan::bareSums(heavy, {known.stored.begin(), known.stored.end()}, ones);
  auto lost = lostByRounding(heavy, weights, known, meanOf(src));
  if (failed(sums) || failed(lost))
    return failure();
  known.sums = std::move(*sums);
  known.lost = std::move(*lost);
  return known;
}

FailureOr<Value> makeParameter(gan::Heavy heavy, StringRef what, ArrayRef<double> values,
                               ArrayRef<int64_t> shape) {
  const std::vector<float> rounded(values.begin(), values.end());
  for (size_t i = 0; i < rounded.size(); i++)
    if (!std::isfinite(rounded[i]))
      return heavy->emitOpError() << what << " of channel " << i * shape[0] / rounded.size() << " is "
                                  << rounded[i] << ", expected a finite number";
  OpBuilder builder(heavy);
  return gan::makeConstant(builder, heavy.getLoc(), rounded, shape).getDst();
}

FailureOr<Value> makeWeight(gan::Heavy heavy, const RoundedWeights &weights, int32_t storedMax) {
  for (const auto [i, scale] : llvm::enumerate(weights.scales))
    if (scale > std::numeric_limits<float>::max())
      return heavy->emitOpError() << "scale of weights of channel " << i << " is " << scale
                                  << ", expected to be in the range of f32";
  OpBuilder builder(heavy);
  const auto type = quant::UniformQuantizedPerAxisType::get(
      quant::QuantizationFlags::Signed, builder.getIntegerType(storedMax > 127 ? 16 : 8),
      builder.getF32Type(), weights.scales, std::vector<int64_t>(weights.scales.size(), 0),
      heavy.getOutputAxis(), -storedMax, storedMax);
  const auto shape = gan::tensorType(heavy.getWeight()).clone(type);
  const std::vector<int32_t> stored(weights.stored.begin(), weights.stored.end());
  return gan::makeStoredConstant(builder, heavy.getWeight().getLoc(), stored, shape).getDst();
}

/// The op that alone reads the result and rounds it.
gan::QuantizeOp roundingOf(gan::Heavy heavy) {
  const Value dst = heavy->getResult(0);
  return dst.hasOneUse() ? dyn_cast<gan::QuantizeOp>(*dst.user_begin()) : nullptr;
}

Rescaling rescalingOf(gan::Heavy heavy, Value src, gan::QuantizeOp rounding, ArrayRef<double> weightScales) {
  const double scaleOfDst = rounding ? quantizedType(rounding.getDst()).getScale() : 1.0;
  const int64_t channels = gan::showerShape(heavy->getResult(0))[1];
  Rescaling rescaling{{}, scaleOfDst, static_cast<int32_t>(quantizedType(src).getZeroPoint())};
  for (int64_t co = 0; co < channels * heavy.getPhaseCount();
       co++) // groups that share an axis share its scales
    rescaling.multiplier.push_back(quantizedType(src).getScale() * weightScales[co % weightScales.size()] /
                                   scaleOfDst);
  return rescaling;
}

void replaceOperands(gan::Heavy heavy, Value src, Value weight, Value bias, Value multiplier) {
  heavy->setOperand(0, src);
  heavy->setOperand(1, weight);
  if (bias)
    heavy.getBiasMutable().assign(bias);
  heavy.getMultiplierMutable().assign(multiplier);
}

/// `op` is its place among the heavy ops.
LogicalResult quantizeHeavy(gan::Heavy heavy, Value src, size_t op, KnownWeights &known) {
  const auto weights = gan::exactValues(heavy.getWeight());
  if (!weights || (heavy.getBias() && !gan::floatValues(heavy.getBias())))
    return heavy->emitOpError() << "weight or bias is no f32 constant, expected one before quantization";
  const bool isU8 = quantizedType(src).getStorageTypeIntegralWidth() == 8;
  const int32_t storedMax = isU8 ? 127 : numerics::kLargestS16;
  heavy.setRowSums(!isU8 && (sharesSums(heavy) || paysToAddRows(heavy)));
  const std::tuple key(op, isU8, sharesSums(heavy));
  auto place = known.find(key);
  if (place == known.end()) {
    auto made = knownOf(heavy, src, *weights, storedMax);
    if (failed(made))
      return failure();
    place = known.emplace(key, std::move(*made)).first;
  }
  const RoundedWeights &rounded = place->second;
  gan::QuantizeOp rounding = roundingOf(heavy);
  const Rescaling rescaling = rescalingOf(heavy, src, rounding, rounded.scales);
  const int64_t scales = rescaling.multiplier.size();

  const auto bias = rescaledBias(heavy, rescaling, rounded);
  const auto weight = makeWeight(heavy, rounded, storedMax);
  const auto multiplier = makeParameter(heavy, "multiplier", rescaling.multiplier, scales);
  if (failed(weight) || failed(multiplier))
    return failure();
  FailureOr<Value> biasValue = Value();
  if (bias) {
    const auto field = gan::tensorType(heavy->getResult(0)).getShape().drop_front();
    biasValue = makeParameter(heavy, "bias", bias->values, bias->positions == 1 ? field.take_front() : field);
  }
  if (failed(biasValue))
    return failure();
  replaceOperands(heavy, src, *weight, *biasValue, *multiplier);
  if (rounding) {
    heavy->getResult(0).setType(rounding.getType());
    rounding.getDst().replaceAllUsesWith(heavy->getResult(0));
    rounding.erase();
  }
  return success();
}

struct QuantizeWeightsPass : impl::QuantizeWeightsPassBase<QuantizeWeightsPass> {
  explicit QuantizeWeightsPass(KnownWeights *shared = nullptr) : shared(shared) {}

  void runOnOperation() override {
    KnownWeights own, &known = shared ? *shared : own;
    SmallVector<gan::Heavy> ops;
    getOperation().walk([&](gan::Heavy heavy) { ops.push_back(heavy); });
    for (const auto [i, heavy] : llvm::enumerate(ops))
      if (auto read = heavy.getSrc().getDefiningOp<gan::DequantizeOp>())
        if (failed(quantizeHeavy(heavy, read.getSrc(), i, known)))
          return signalPassFailure();
    IRRewriter rewriter(&getContext());
    (void)runRegionDCE(rewriter, getOperation()->getRegions());
    eraseLargeStatistics(getOperation());
    setQuantized(getOperation());
  }

  KnownWeights *shared;
};

} // namespace

std::unique_ptr<Pass> createQuantizeWeightsPass(KnownWeights &known) {
  return std::make_unique<QuantizeWeightsPass>(&known);
}

} // namespace ganc::quantize
