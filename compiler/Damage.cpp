// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/Damage.h"

#include "runtime/physics/Observables.h"
#include "runtime/physics/PairedArea.h"
#include "runtime/physics/Quantile.h"
#include "runtime/sampling/OutputTransform.h"

#include <cmath>
#include <numeric>

using namespace mlir;

namespace ganc {
namespace {

constexpr DamageBudget kTolerableWithoutMeaning{0.02, 0.06};

Grid gridOf(const Description &description) {
  std::size_t extents[3] = {1, 1, 1};
  for (const auto [i, axis] : llvm::enumerate(description.grid))
    extents[std::min<size_t>(i, 2)] *= axis.cells;
  return {extents[0], extents[1], extents[2]};
}

/// Fractions of the energy along each axis; zeros where the energy is not finite, which the energy error sees.
std::vector<float> profilesOf(const Shower &shower) {
  std::vector<float> profiles;
  for (const Observable &row : observables()) {
    if (row.family != "profile")
      continue;
    std::vector<float> entries(row.width(shower.grid), 0.0f);
    if (std::isfinite(shower.energySum))
      row.measure(shower, entries);
    llvm::append_range(profiles, entries);
  }
  return profiles;
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
  return std::max({shareOf(damage.upperEnd.median, budget.median), shareOf(damage.upperEnd.p90, budget.p90),
                   shareOf(damage.area, budget.area)});
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

DamageMeter::Judged DamageMeter::energiesAndProfiles(const InputShowers &showers, ArrayRef<float> raw) const {
  const OutputTransform transform(*description);
  std::vector<float> cells(description->cells());
  Shower shower(gridOf(*description));
  const std::vector<double> primary = energiesOf(description, showers);
  const size_t conditions = showers.conditions.size() / showers.count;
  Judged judged;
  for (int64_t n = 0; n < showers.count; n++) {
    transform.apply(&raw[n * cells.size()], showers.conditions.data() + n * conditions, cells.data());
    shower.read(cells, primary[n]);
    judged.values.push_back({static_cast<float>(shower.energySum)});
    judged.profiles.push_back(profilesOf(shower));
  }
  return judged;
}

FailureOr<DamageMeter::Judged> DamageMeter::judgedOf(ModelRunner &runner, const InputShowers &showers,
                                                     TypeRange types) const {
  const auto outputs = runModel(runner, showers.count, showers.inputs, types);
  if (failed(outputs))
    return failure();
  return description ? energiesAndProfiles(showers, (*outputs)[output])
                     : Judged{allOutputs(showers.count, *outputs), {}};
}

FailureOr<DamageMeter> DamageMeter::create(ModuleOp network, ModelRunner &runner,
                                           const Description *description, const InputSource &inputs,
                                           int64_t showers) {
  DamageMeter meter;
  meter.description = description;
  if (description) {
    const auto binding = bindDescription(network, *description);
    if (failed(binding))
      return failure();
    meter.output = binding->output;
  }
  const TypeRange types = mainOf(network).getResultTypes();
  const auto add = [&](InputShowers next) -> LogicalResult {
    auto judged = meter.judgedOf(runner, next, types);
    if (failed(judged))
      return failure();
    meter.batches.push_back({std::move(next), std::move(*judged)});
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
  ShowerTensors expectedProfiles, actualProfiles;
  for (const Batch &batch : batches) {
    const auto judged = judgedOf(*runner, batch.showers, types);
    if (failed(judged))
      return failure();
    for (int64_t n = 0; n < batch.showers.count; n++) {
      expected.push_back(sizeOf(batch.expected.values[n]));
      actual.push_back(expected.back() + distance(judged->values[n], batch.expected.values[n]));
    }
    llvm::append_range(energies, energiesOf(description, batch.showers));
    llvm::append_range(expectedProfiles, batch.expected.profiles);
    llvm::append_range(actualProfiles, judged->profiles);
  }
  std::vector<double> errors = pairedEnergyErrors(expected, actual, energies);
  return Damage{pairedEnergyError(expected, actual, energies),
                {upperQuantile(errors, 0.5), upperQuantile(errors, 0.9), errors.size()},
                description ? pairedArea(energies, expectedProfiles, actualProfiles) : 0};
}

int64_t DamageMeter::countingShowers() const {
  int64_t count = 0;
  for (const Batch &batch : batches) {
    const std::vector<double> primary = energiesOf(description, batch.showers);
    for (int64_t n = 0; n < batch.showers.count; n++)
      count += countsForEnergyError(sizeOf(batch.expected.values[n]), primary[n]);
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
      const double sum = sizeOf(batch.expected.values[n]);
      if (!countsForEnergyError(sum, primary[n]))
        continue;
      responses.push_back(primary[n] > 0 ? sum / primary[n] : sum);
      energies.push_back(primary[n]);
    }
  }
  constexpr double kOfNormal = 0.954, kP90OfNormal = 1.645;
  const double spread = spreadOfNeighbors(responses, energies) / kOfNormal;
  return {spread * std::sqrt(2.0 / kFloorShowers),
          kP90OfNormal * spread * std::sqrt(2 / std::sqrt(double(kFloorShowers))), kTolerableArea};
}

} // namespace ganc
