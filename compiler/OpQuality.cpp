// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/OpQuality.h"

#include "compiler/ExposedValues.h"
#include "dialects/gan/Gan.h"
#include "dialects/gan/ops/TensorTypes.h"

#include "mlir/Dialect/Quant/IR/QuantTypes.h"

#include <cmath>

using namespace mlir;

namespace ganc {

void QualityStatistics::addSource(std::span<const float> values, double lowest, double highest) {
  for (const double value : values) {
    low = count == 0 ? value : std::min(low, value);
    high = count == 0 ? value : std::max(high, value);
    count++;
    beyond += value < lowest || value > highest;
  }
}

void QualityStatistics::addResult(std::span<const float> reference, std::span<const float> quantized) {
  for (size_t i = 0; i < reference.size(); i++) {
    const double value = reference[i], error = quantized[i] - value;
    signal += value * value;
    noise += error * error;
  }
}

OpQuality QualityStatistics::quality() const {
  const double ratio = noise == 0 ? kExact : 10 * std::log10(signal / noise);
  return {low, high, count ? double(beyond) / count : 0.0, std::clamp(ratio, -kExact, kExact)};
}

void setDamageShares(std::span<OpQuality> qualities, std::span<const double> alone) {
  double sum = 0;
  for (const double damage : alone)
    sum += damage * damage;
  for (size_t op = 0; op < qualities.size(); op++)
    qualities[op].damageShare = sum > 0 ? alone[op] * alone[op] / sum : 0;
}

namespace {

std::vector<gan::Heavy> heavyOps(ModuleOp module) {
  std::vector<gan::Heavy> ops;
  module.walk([&](gan::Heavy heavy) { ops.push_back(heavy); });
  return ops;
}

/// What storage of that element type reaches, half a step included; everything for f32.
std::pair<double, double> reachOf(Type element) {
  const auto stored = dyn_cast<quant::UniformQuantizedType>(element);
  if (!stored)
    return {-INFINITY, INFINITY};
  const auto real = [&](double word) { return (word - stored.getZeroPoint()) * stored.getScale(); };
  return {real(stored.getStorageTypeMin() - 0.5), real(stored.getStorageTypeMax() + 0.5)};
}

std::vector<Value> resultsOf(ArrayRef<gan::Heavy> ops) {
  std::vector<Value> values;
  for (gan::Heavy op : ops)
    values.push_back(op->getResult(0));
  return values;
}

std::vector<Value> resultsAndSourcesOf(ArrayRef<gan::Heavy> ops) {
  std::vector<Value> values = resultsOf(ops);
  for (gan::Heavy op : ops)
    values.push_back(op.getSrc());
  return values;
}

} // namespace

FailureOr<std::vector<OpQuality>> measureOps(ModuleOp network, ModuleOp quantized, const InputSource &inputs,
                                             int64_t showers, const MakeModelRunner &makeRunner) {
  std::vector<gan::Heavy> ops = heavyOps(network), rounded = heavyOps(quantized);
  if (ops.size() != rounded.size())
    return quantized.emitError() << "quantized network has " << rounded.size()
                                 << " heavy ops, expected those of the network, " << ops.size();
  auto reference = ExposedValues::create(network, resultsAndSourcesOf(ops), makeRunner);
  auto other = ExposedValues::create(quantized, resultsOf(rounded), makeRunner);
  if (failed(reference) || failed(other))
    return failure();
  std::vector<QualityStatistics> statistics(ops.size());
  const auto add = [&](const InputShowers &some) -> LogicalResult {
    const auto expected = reference->run(some), actual = other->run(some);
    if (failed(expected) || failed(actual))
      return failure();
    for (size_t i = 0; i < ops.size(); i++) {
      const auto [lowest, highest] = reachOf(gan::tensorType(rounded[i].getSrc()).getElementType());
      statistics[i].addResult((*expected)[i], (*actual)[i]);
      statistics[i].addSource((*expected)[ops.size() + i], lowest, highest);
    }
    return success();
  };
  if (failed(forEachBatch(inputs, 0, showers, add)))
    return failure();
  std::vector<OpQuality> qualities;
  for (const QualityStatistics &one : statistics)
    qualities.push_back(one.quality());
  return qualities;
}

} // namespace ganc
