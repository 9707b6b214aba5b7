// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/Damage.h"

#include "runtime/physics/Quantile.h"
#include "runtime/sampling/OutputTransform.h"

#include <cmath>
#include <numeric>

using namespace mlir;

namespace ganc {
namespace {

constexpr DamageBudget kTolerableWithoutMeaning{0.02, 0.06};

/// Of each shower the sum of its energies in GeV.
ShowerTensors energySums(const Description &description, const InputShowers &showers,
                         const std::vector<float> &raw) {
  const OutputTransform transform(description);
  std::vector<float> cells(description.cells());
  const size_t conditions = showers.conditions.size() / showers.count;
  ShowerTensors sums;
  for (int64_t n = 0; n < showers.count; n++) {
    transform.apply(&raw[n * cells.size()], showers.conditions.data() + n * conditions, cells.data());
    sums.push_back({static_cast<float>(std::accumulate(cells.begin(), cells.end(), 0.0))});
  }
  return sums;
}

/// Of each shower all outputs, one behind the other.
ShowerTensors allOutputs(int64_t count, const ShowerTensors &outputs) {
  ShowerTensors values(count);
  for (const std::vector<float> &output : outputs) {
    const size_t elements = output.size() / count;
    for (int64_t n = 0; n < count; n++)
      values[n].insert(values[n].end(), output.begin() + n * elements, output.begin() + (n + 1) * elements);
  }
  return values;
}

/// The primary energies in GeV; 0, which leaves no shower out, when there are none.
std::vector<double> energiesOf(const Description *description, const InputShowers &showers) {
  const auto energy = description ? description->primaryEnergy() : std::nullopt;
  std::vector<double> energies(showers.count, 0.0);
  for (int64_t n = 0; energy && n < showers.count; n++)
    energies[n] =
        showers.conditions[n * showers.conditions.size() / showers.count + energy->condition] * energy->toGeV;
  return energies;
}

double sizeOf(ArrayRef<float> values) {
  double sum = 0;
  for (const float value : values)
    sum += std::abs(value);
  return sum;
}

double distance(ArrayRef<float> a, ArrayRef<float> b) {
  double sum = 0;
  for (size_t i = 0; i < a.size(); i++)
    sum += std::abs(static_cast<double>(a[i]) - b[i]);
  return sum;
}

double upperQuantile(std::vector<double> &errors, double q) {
  const double up = errors.empty() ? 0 : 2 * std::sqrt(q * (1 - q) / errors.size());
  return quantile(errors, std::min(q + up, 1.0));
}

double shareOf(double error, double tolerated) {
  if (error == 0 || std::isinf(tolerated))
    return 0;
  return tolerated > 0 ? std::min(error / tolerated, kLargestLoad) : kLargestLoad;
}

} // namespace

double loadOf(const Damage &damage, const DamageBudget &budget) {
  return std::max(shareOf(damage.upperEnd.median, budget.median), shareOf(damage.upperEnd.p90, budget.p90));
}

double spreadOfNeighbors(std::span<const double> response, std::span<const double> energy) {
  std::vector<size_t> order(response.size());
  std::iota(order.begin(), order.end(), 0);
  llvm::sort(order, [&](size_t a, size_t b) { return std::pair(energy[a], a) < std::pair(energy[b], b); });
  std::vector<double> differences, responses(response.begin(), response.end());
  for (size_t i = 1; i < order.size(); i++)
    differences.push_back(std::abs(response[order[i]] - response[order[i - 1]]));
  return differences.empty() ? 0 : quantile(differences, 0.5) / quantile(responses, 0.5);
}

FailureOr<ShowerTensors> DamageMeter::valuesOf(ModelRunner &runner, const InputShowers &showers,
                                               TypeRange types) const {
  const auto outputs = runModel(runner, showers.count, showers.inputs, types);
  if (failed(outputs))
    return failure();
  return description ? energySums(*description, showers, (*outputs)[output])
                     : allOutputs(showers.count, *outputs);
}

FailureOr<DamageMeter> DamageMeter::create(ModuleOp network, const Description *description,
                                           const InputSource &inputs, int64_t showers,
                                           const MakeModelRunner &makeRunner) {
  DamageMeter meter;
  meter.description = description;
  if (description) {
    const auto binding = bindDescription(network, *description);
    if (failed(binding))
      return failure();
    meter.output = binding->output;
  }
  const auto runner = makeRunner(network);
  if (!runner)
    return failure();
  const TypeRange types = mainOf(network).getResultTypes();
  const auto add = [&](InputShowers next) -> LogicalResult {
    auto values = meter.valuesOf(*runner, next, types);
    if (failed(values))
      return failure();
    meter.batches.push_back({std::move(next), std::move(*values)});
    return success();
  };
  if (failed(forEachBatch(inputs, 0, showers, add)))
    return failure();
  return meter;
}

FailureOr<Damage> DamageMeter::measure(ModuleOp quantized, const MakeModelRunner &makeRunner) const {
  const auto runner = makeRunner(quantized);
  if (!runner)
    return failure();
  const TypeRange types = mainOf(quantized).getResultTypes();
  std::vector<double> expected, actual, energies;
  for (const Batch &batch : batches) {
    const auto values = valuesOf(*runner, batch.showers, types);
    if (failed(values))
      return failure();
    for (int64_t n = 0; n < batch.showers.count; n++) {
      expected.push_back(sizeOf(batch.values[n]));
      actual.push_back(expected.back() + distance((*values)[n], batch.values[n]));
    }
    llvm::append_range(energies, energiesOf(description, batch.showers));
  }
  std::vector<double> errors = pairedEnergyErrors(expected, actual, energies);
  return Damage{pairedEnergyError(expected, actual, energies),
                {upperQuantile(errors, 0.5), upperQuantile(errors, 0.9), errors.size()}};
}

int64_t DamageMeter::countingShowers() const {
  int64_t count = 0;
  for (const Batch &batch : batches) {
    const std::vector<double> primary = energiesOf(description, batch.showers);
    for (int64_t n = 0; n < batch.showers.count; n++)
      count += countsForEnergyError(sizeOf(batch.values[n]), primary[n]);
  }
  return count;
}

DamageBudget DamageMeter::noiseFloor() const {
  if (!description)
    return kTolerableWithoutMeaning;
  std::vector<double> responses, energies;
  for (const Batch &batch : batches) {
    const std::vector<double> primary = energiesOf(description, batch.showers);
    for (int64_t n = 0; n < batch.showers.count; n++) {
      const double sum = sizeOf(batch.values[n]);
      if (!countsForEnergyError(sum, primary[n]))
        continue;
      responses.push_back(primary[n] > 0 ? sum / primary[n] : sum);
      energies.push_back(primary[n]);
    }
  }
  constexpr double kOfNormal = 0.954, kP90OfNormal = 1.645;
  const double spread = spreadOfNeighbors(responses, energies) / kOfNormal;
  return {spread * std::sqrt(2.0 / kFloorShowers),
          kP90OfNormal * spread * std::sqrt(2 / std::sqrt(double(kFloorShowers)))};
}

} // namespace ganc
