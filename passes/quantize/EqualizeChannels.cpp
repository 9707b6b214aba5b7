// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Brings the channels that a heavy op reads closer to one size, so that 8 bits for all of them serve each.
//
//   before:  heavy2 (move (heavy1 x, w1, b1), w2)
//   after:   heavy2 (move (heavy1 x, w1[c] / s[c], b1[c] / s[c]), w2[c] s[c])       c: channels between the two
//
// s[c] is the square root of channel c's root mean square over positions and showers, from the squares that the
// compiler measures (Annotations.h): half of the differences stay, because they say which errors matter less. (Taken
// whole, the 3DGAN's energy error is 0.89 / 3.3 % instead of 0.60 / 2.5.) Exact in real arithmetic, since the
// activation of heavy1 (none, relu, leaky_relu) is positively homogeneous. A tensor has one scale: without this pass a
// channel ten times smaller than the largest has a tenth of the levels. Ranges must be calibrated behind it.
//
// Leaves alone: sources that other ops read too, that are not made by one heavy op through moves, or whose channels
// are mixed by the moves; groups; ops whose squares are not known.

#include "dialects/gan/Constants.h"
#include "dialects/gan/ops/Geometry.h"
#include "dialects/gan/ops/TensorTypes.h"
#include "passes/quantize/Annotations.h"
#include "passes/quantize/HeavyOrigin.h"
#include "passes/quantize/Passes.h"

#include <cmath>

using namespace mlir;

namespace ganc::quantize {

#define GEN_PASS_DEF_EQUALIZECHANNELSPASS
#include "passes/quantize/Passes.h.inc"

namespace {

/// Square root of the root mean square of each channel, 1 where it is zero.
std::vector<double> sizesOfChannels(ArrayRef<double> squares) {
  std::vector<double> sizes;
  for (const double square : squares)
    sizes.push_back(square > 0 ? std::pow(square, 0.25) : 1.0);
  return sizes;
}

/// What each output channel of the producer is divided by; nothing when one would need several.
std::optional<std::vector<double>> sizesOfOutputs(const HeavyOrigin &origin, ArrayRef<double> sizes) {
  gan::Heavy producer = origin.producer;
  const Value result = producer->getResult(0);
  const int64_t outputs = gan::showerShape(result)[1], positions = gan::showerElements(result) / outputs;
  const int64_t each = origin.elements.size() / sizes.size();
  std::vector<double> ofOutputs(outputs, 0.0);
  for (const auto [i, element] : llvm::enumerate(origin.elements)) {
    if (element < 0)
      continue;
    double &size = ofOutputs[element / positions];
    if (size != 0 && size != sizes[i / each])
      return std::nullopt;
    size = sizes[i / each];
  }
  for (double &size : ofOutputs)
    size = size == 0 ? 1 : size;
  return ofOutputs;
}

/// Multiplies every weight by factor(output channel, input channel).
void scaleWeights(gan::Heavy heavy, llvm::function_ref<double(int64_t, int64_t)> factor) {
  std::vector<double> weight = *gan::exactValues(heavy.getWeight());
  const std::vector<gan::Convolution> phases = gan::convolutionsOf(heavy);
  for (const auto [phase, c] : llvm::enumerate(phases)) {
    const int64_t taps = c.axes[0].kernel * c.axes[1].kernel * c.axes[2].kernel;
    for (int64_t co = 0; co < c.outputs; co++)
      for (int64_t ci = 0; ci < c.inputs; ci++)
        for (int64_t tap = 0; tap < taps; tap++)
          weight[phase * c.groupStride + co * c.outputStride + ci * c.inputStride + tap] *= factor(co, ci);
  }
  OpBuilder builder(heavy);
  const Value old = heavy.getWeight();
  heavy->setOperand(1, gan::makeConstant(builder, old.getLoc(), weight, gan::tensorType(old).getShape()));
}

void divideBias(gan::Heavy heavy, ArrayRef<double> sizes) {
  if (!heavy.getBias())
    return;
  std::vector<double> bias = *gan::exactValues(heavy.getBias());
  for (size_t i = 0; i < bias.size(); i++)
    bias[i] /= sizes[i * sizes.size() / bias.size()];
  OpBuilder builder(heavy);
  const Value old = heavy.getBias();
  heavy.getBiasMutable().assign(
      gan::makeConstant(builder, old.getLoc(), bias, gan::tensorType(old).getShape()));
}

bool hasConstants(gan::Heavy heavy) {
  return heavy.getGroupCount() == 1 && gan::exactValues(heavy.getWeight()) &&
         (!heavy.getBias() || gan::exactValues(heavy.getBias()));
}

void equalize(gan::Heavy heavy) {
  const auto squares = channelSquaresOf(heavy);
  const auto origin = squares ? originOf(heavy.getSrc()) : std::nullopt;
  if (!origin || !hasConstants(heavy) || !hasConstants(origin->producer))
    return;
  const std::vector<double> sizes = sizesOfChannels(*squares);
  const auto ofOutputs = sizesOfOutputs(*origin, sizes);
  if (!ofOutputs)
    return;
  scaleWeights(heavy, [&](int64_t, int64_t ci) { return sizes[ci]; });
  scaleWeights(origin->producer, [&](int64_t co, int64_t) { return 1 / (*ofOutputs)[co]; });
  divideBias(origin->producer, *ofOutputs);
}

struct EqualizeChannelsPass : impl::EqualizeChannelsPassBase<EqualizeChannelsPass> {
  void runOnOperation() override {
    getOperation().walk([](gan::Heavy heavy) { equalize(heavy); });
    eraseLargeStatistics(getOperation());
  }
};

} // namespace
} // namespace ganc::quantize
