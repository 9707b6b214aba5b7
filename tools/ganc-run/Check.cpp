// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-run/Check.h"

#include "runtime/physics/EnergyError.h"
#include "tools/ganc-run/Describe.h"
#include "tools/ganc-run/Figures.h"
#include "tools/ganc-run/Recorded.h"
#include "tools/ganc-run/ShowerEnergies.h"

#include <fmt/format.h>

using namespace ganc;

// Rounding of float32 in sums of some thousand products, seen as 1e-6 between correct implementations.
static constexpr double float32Tolerance = 3e-6;
static constexpr EnergyError tolerated = {.median = 0.10, .p90 = 0.25};

namespace {

struct OutputResult {
  std::string name;
  Figures figures;
  std::optional<EnergyError> energy;
};

} // namespace

static bool isQuantized(const Model &model) {
  const metadata::Model *facts = metadataOf(model);
  if (facts && facts->ops())
    for (const metadata::Op *op : *facts->ops())
      if (op->precision()->str() != "f32")
        return true;
  return false;
}

static std::vector<OutputResult> compareOutputs(const Model &model, const Recorded &golden,
                                                const Tensors &computed) {
  const ShowerEnergies energies(model);
  std::vector<double> primary = golden.energies;
  if (primary.empty())
    primary = energies.primary(golden.inputs, golden.showers).value_or(std::vector<double>());
  std::vector<OutputResult> results;
  for (size_t i = 0; i < computed.size(); i++) {
    results.push_back({model.outputs()[i].name, compare(golden.outputs[i], computed[i]), std::nullopt});
    const auto reference = energies.sums(i, golden.outputs[i], primary),
               sums = energies.sums(i, computed[i], primary);
    if (reference && sums)
      results.back().energy = pairedEnergyError(*reference, *sums, primary);
  }
  return results;
}

static bool isWithin(const std::vector<OutputResult> &results, double tolerance) {
  for (const OutputResult &result : results)
    if (!(result.figures.maxError <= tolerance))
      return false;
  return true;
}

static bool energiesAreTolerable(const std::vector<OutputResult> &results) {
  bool known = false;
  for (const OutputResult &result : results) {
    known |= result.energy.has_value();
    if (result.energy && !(result.energy->median <= tolerated.median && result.energy->p90 <= tolerated.p90))
      return false;
  }
  return known;
}

static nlohmann::ordered_json json(const OutputResult &result) {
  nlohmann::ordered_json entry = {{"max_error", result.figures.maxError},
                                  {"l2_error", result.figures.l2Error},
                                  {"energy_median", nullptr},
                                  {"energy_p90", nullptr}};
  if (result.energy) {
    entry["energy_median"] = result.energy->median;
    entry["energy_p90"] = result.energy->p90;
  }
  return entry;
}

static std::string text(const OutputResult &result) {
  std::string line = fmt::format("{}: max error {:.3g} of the maximum, l2 error {:.3g}", result.name,
                                 result.figures.maxError, result.figures.l2Error);
  if (result.energy)
    line += fmt::format(", energy error median {:.3g} %, 90th percentile {:.3g} % ({} showers)",
                        100 * result.energy->median, 100 * result.energy->p90, result.energy->used);
  return line + "\n";
}

static std::string criterion(std::optional<double> tolerance, const std::vector<OutputResult> &results) {
  if (tolerance)
    return fmt::format("max error, expected <= {:.3g}", *tolerance);
  for (const OutputResult &result : results)
    if (result.energy)
      return fmt::format("energy error, expected a median <= {:g} % and a 90th percentile <= {:g} %",
                         100 * tolerated.median, 100 * tolerated.p90);
  return "no energies are known to judge an artifact with fewer bits by, expected --tolerance";
}

CheckReport ganc::check(const Model &model, const std::string &goldenFile, const CheckOptions &options) {
  const Recorded golden = readRecorded(model, goldenFile, /*withOutputs=*/true);
  const int64_t perCall = options.perCall ? options.perCall : golden.showers;
  const Tensors computed = runInCalls(model, model.table().run, golden.showers, perCall, golden.inputs);
  const std::vector<OutputResult> results = compareOutputs(model, golden, computed);

  std::optional<double> tolerance = options.tolerance;
  if (!tolerance && !isQuantized(model))
    tolerance = float32Tolerance;
  CheckReport report;
  report.passed = tolerance ? isWithin(results, *tolerance) : energiesAreTolerable(results);
  report.json["n"] = perCall;
  report.json["showers"] = golden.showers;
  for (const OutputResult &result : results) {
    report.json["outputs"][result.name] = json(result);
    report.text += text(result);
  }
  report.json["passed"] = report.passed;
  report.text += fmt::format("{} ({} showers in calls of {}; {})\n", report.passed ? "passed" : "FAILED",
                             golden.showers, perCall, criterion(tolerance, results));
  return report;
}
