// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/BiasCorrection.h"

#include "compiler/OutputBalance.h"
#include "dialects/gan/Constants.h"
#include "dialects/gan/ops/TensorTypes.h"
#include "passes/quantize/Annotations.h"
#include "passes/quantize/HeavyOrigin.h"

using namespace mlir;

namespace ganc {
namespace {

constexpr int64_t kShowers = 512;

/// An output whose op has a bias to correct.
struct Corrected {
  unsigned output;
  gan::Heavy heavy;
  OutputBalance balance;
};

int64_t channelsOf(gan::Heavy heavy) {
  return gan::showerShape(heavy->getResult(0))[1];
}

OutputBalance balanceOf(const quantize::HeavyOrigin &origin) {
  gan::Heavy heavy = origin.producer;
  const int64_t channels = channelsOf(heavy), positions = gan::showerElements(heavy->getResult(0)) / channels;
  std::vector<int64_t> channelOfElements;
  for (const int64_t element : origin.elements)
    channelOfElements.push_back(element < 0 ? -1 : element / positions);
  const bool isLinear = heavy.getActivation() == gan::Activation::None;
  const double slope = isLinear ? 1.0 : heavy.getSlope().convertToFloat();
  return OutputBalance(std::move(channelOfElements), channels, slope);
}

std::vector<Corrected> correctedOutputs(func::FuncOp main) {
  std::vector<Corrected> outputs;
  for (const auto [i, value] : llvm::enumerate(main.getBody().front().getTerminator()->getOperands())) {
    auto origin = quantize::originOf(value);
    if (origin && gan::isQuantized(origin->producer.getSrc()))
      outputs.push_back({static_cast<unsigned>(i), origin->producer, balanceOf(*origin)});
  }
  return outputs;
}

void shiftBias(gan::Heavy heavy, ArrayRef<double> shifts) {
  std::vector<int64_t> shape{channelsOf(heavy)};
  std::vector<float> bias(shifts.size(), 0.0f);
  if (heavy.getBias()) {
    bias = *gan::floatValues(heavy.getBias());
    shape = gan::tensorType(heavy.getBias()).getShape().vec();
  }
  for (size_t i = 0; i < bias.size(); i++)
    bias[i] += static_cast<float>(shifts[i * shifts.size() / bias.size()]);
  OpBuilder builder(heavy);
  heavy.getBiasMutable().assign(
      gan::makeConstant(builder, heavy.getLoc(), ArrayRef<float>(bias), shape).getDst());
}

} // namespace

FailureOr<BiasCorrection> BiasCorrection::create(ModuleOp network, ModelRunner &runner,
                                                 const InputSource &inputs) {
  BiasCorrection correction;
  const auto add = [&](InputShowers showers) -> LogicalResult {
    auto outputs = runModel(runner, showers.count, showers.inputs, mainOf(network).getResultTypes());
    if (failed(outputs))
      return failure();
    correction.batches.push_back({std::move(showers), std::move(*outputs)});
    return success();
  };
  if (failed(forEachBatch(inputs, 0, kShowers, add)))
    return failure();
  return correction;
}

LogicalResult BiasCorrection::apply(ModuleOp quantized, const MakeModelRunner &makeRunner) const {
  std::vector<Corrected> outputs = correctedOutputs(mainOf(quantized));
  const auto runner = outputs.empty() ? nullptr : makeRunner(quantized);
  if (!runner)
    return success(outputs.empty());
  for (const Batch &batch : batches) {
    const int64_t count = batch.showers.count;
    const auto actual = runModel(*runner, count, batch.showers.inputs, mainOf(quantized).getResultTypes());
    if (failed(actual))
      return failure();
    for (Corrected &corrected : outputs) {
      const ArrayRef<float> is = (*actual)[corrected.output], wanted = batch.outputs[corrected.output];
      const size_t elements = is.size() / count;
      for (int64_t n = 0; n < count; n++)
        corrected.balance.add(is.slice(n * elements, elements), wanted.slice(n * elements, elements));
    }
  }
  for (const Corrected &corrected : outputs)
    shiftBias(corrected.heavy, corrected.balance.shifts());
  return success();
}

} // namespace ganc
