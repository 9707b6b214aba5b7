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
//   bias'[co, o]    =  (bias[co, o] - s_src s_w[co] zp S[co, o]) / s_dst
//   S[co, o]        =  sum of w_q over ci and those taps of position o that lie inside src
//
// with zp the zero point of x and s_dst = 1 for an f32 result. Padding adds neither to the accumulator nor to
// S, so the zero point is exact at the border. Dividing by s_dst before the activation is right because relu
// and leaky_relu are positively homogeneous. Computed in float64, rounded once to f32. Sets `gan.level`.
//
// A heavy op whose result has several readers keeps an f32 result. Ops with f32 sources are left alone.

#include "dialects/gan/Constants.h"
#include "dialects/gan/ops/TensorTypes.h"
#include "dialects/numerics/Bias.h"
#include "dialects/numerics/WeightQuantization.h"
#include "passes/quantize/Annotations.h"
#include "passes/quantize/HeavyChannels.h"
#include "passes/quantize/Passes.h"

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

struct IntegerWeights {
  std::vector<int16_t> stored;
  std::vector<double> scales; ///< along the output axis
};

IntegerWeights roundWeights(gan::Heavy heavy, ArrayRef<float> weights, numerics::IntegerLimits limits) {
  IntegerWeights rounded{std::vector<int16_t>(weights.size()), {}};
  for (const std::vector<int64_t> &elements : weightsOfScales(heavy)) {
    std::vector<double> values;
    for (const int64_t k : elements)
      values.push_back(weights[k]);
    const numerics::StoredWeights channel = quantizeWeights(values, limits);
    for (size_t i = 0; i < elements.size(); i++)
      rounded.stored[elements[i]] = channel.values[i];
    rounded.scales.push_back(channel.scale);
  }
  return rounded;
}

/// S[co, o] of all positions: the reference semantics of the bare op on a source of ones.
FailureOr<std::vector<double>> sumsOfTaps(gan::Heavy heavy, ArrayRef<int16_t> stored) {
  auto bare = cast<gan::Heavy>(heavy->clone());
  bare.getBiasMutable().clear();
  bare.setActivation(gan::Activation::None);
  numerics::Tensor ones(gan::showerShape(heavy.getSrc()), 1.0), weight(gan::showerShape(heavy.getWeight()));
  llvm::copy(stored, weight.values.begin());
  auto sums = cast<gan::Evaluate>(bare.getOperation()).evaluate({&ones, &weight}, gan::Arithmetic::Float64);
  bare->destroy();
  if (failed(sums))
    return failure();
  return sums->values;
}

struct Rescaling {
  std::vector<double> multiplier; ///< of each phase and output channel
  double scaleOfDst;
  int32_t zeroPoint; ///< of src
};

/// bias', or nothing when there is nothing to add.
FailureOr<std::optional<numerics::Bias>> rescaledBias(gan::Heavy heavy, const Rescaling &rescaling,
                                                      ArrayRef<int16_t> stored) {
  const auto bias = gan::floatValues(heavy.getBias());
  if (!bias && rescaling.zeroPoint == 0)
    return std::optional<numerics::Bias>();
  const int64_t channels = gan::showerShape(heavy->getResult(0))[1];
  const int64_t positions = gan::showerElements(heavy->getResult(0)) / channels;
  numerics::Bias field{std::vector<double>(channels * positions, 0.0), positions};
  if (rescaling.zeroPoint != 0) {
    const auto sums = sumsOfTaps(heavy, stored);
    if (failed(sums))
      return failure();
    const std::vector<int64_t> phases = heavy.getPhaseOfPositions();
    for (size_t i = 0; i < sums->size(); i++) {
      const int64_t phase = phases.empty() ? 0 : phases[i % positions];
      const double multiplier = rescaling.multiplier[phase * channels + i / positions];
      field.values[i] = -multiplier * rescaling.zeroPoint * (*sums)[i];
    }
  }
  if (bias)
    for (size_t i = 0; i < field.values.size(); i++)
      field.values[i] += (*bias)[i * bias->size() / field.values.size()] / rescaling.scaleOfDst;
  return std::optional(uniform(field));
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

FailureOr<Value> makeWeight(gan::Heavy heavy, const IntegerWeights &weights, int32_t storedMax) {
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
  return gan::makeStoredConstant(builder, heavy.getWeight().getLoc(), weights.stored, shape).getDst();
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

LogicalResult quantizeHeavy(gan::Heavy heavy, Value src) {
  const auto weights = gan::floatValues(heavy.getWeight());
  if (!weights || (heavy.getBias() && !gan::floatValues(heavy.getBias())))
    return heavy->emitOpError() << "weight or bias is no f32 constant, expected one before quantization";
  const bool isU8 = quantizedType(src).getStorageTypeIntegralWidth() == 8;
  const numerics::IntegerLimits limits{isU8 ? 127 : numerics::kLargestS16,
                                       isU8 ? numerics::kLargestU8 : numerics::kLargestS16};
  const IntegerWeights rounded = roundWeights(heavy, *weights, limits);
  gan::QuantizeOp rounding = roundingOf(heavy);
  const Rescaling rescaling = rescalingOf(heavy, src, rounding, rounded.scales);
  const int64_t scales = rescaling.multiplier.size();

  const auto bias = rescaledBias(heavy, rescaling, rounded.stored);
  const auto weight = makeWeight(heavy, rounded, limits.storedMax);
  const auto multiplier = makeParameter(heavy, "multiplier", rescaling.multiplier, scales);
  if (failed(bias) || failed(weight) || failed(multiplier))
    return failure();
  FailureOr<Value> biasValue = Value();
  if (*bias) {
    const auto field = gan::tensorType(heavy->getResult(0)).getShape().drop_front();
    biasValue =
        makeParameter(heavy, "bias", (*bias)->values, (*bias)->positions == 1 ? field.take_front() : field);
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
  void runOnOperation() override {
    SmallVector<gan::Heavy> ops;
    getOperation().walk([&](gan::Heavy heavy) { ops.push_back(heavy); });
    for (gan::Heavy heavy : ops)
      if (auto read = heavy.getSrc().getDefiningOp<gan::DequantizeOp>())
        if (failed(quantizeHeavy(heavy, read.getSrc())))
          return signalPassFailure();
    IRRewriter rewriter(&getContext());
    (void)runRegionDCE(rewriter, getOperation()->getRegions());
    setQuantized(getOperation());
  }
};

} // namespace
} // namespace ganc::quantize
