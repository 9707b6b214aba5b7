// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/EnergyDamage.h"

#include "compiler/InputSource.h"
#include "runtime/sampling/OutputTransform.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

#include <numeric>

using namespace mlir;

namespace ganc {
namespace {

/// Energy sums in GeV of some showers.
class EnergySums {
public:
  EnergySums(const Description &description, int output) : transform(description), output(output) {
    cells.resize(description.cells());
  }

  LogicalResult append(ModelRunner &runner, const InputShowers &showers, TypeRange types,
                       std::vector<double> &sums) {
    const auto results = runModel(runner, showers.count, showers.inputs, types);
    if (failed(results))
      return failure();
    const size_t conditions = showers.conditions.size() / showers.count;
    for (int64_t n = 0; n < showers.count; n++) {
      transform.apply(&(*results)[output][n * cells.size()], showers.conditions.data() + n * conditions,
                      cells.data());
      sums.push_back(std::accumulate(cells.begin(), cells.end(), 0.0));
    }
    return success();
  }

private:
  OutputTransform transform;
  int output;
  std::vector<float> cells;
};

/// The primary energies in GeV; 0, which leaves no shower out, when the description has none.
void appendEnergies(const Description &description, const InputShowers &showers,
                    std::vector<double> &energies) {
  const std::optional<PrimaryEnergy> energy = description.primaryEnergy();
  const size_t conditions = description.conditions.size();
  for (int64_t n = 0; n < showers.count; n++)
    energies.push_back(energy ? showers.conditions[n * conditions + energy->condition] * energy->toGeV : 0);
}

} // namespace

FailureOr<EnergyError> energyDamage(ModuleOp reference, ModuleOp quantized, const Description &description,
                                    const EnergyDamageOptions &options, const MakeModelRunner &makeRunner) {
  const auto binding = bindDescription(reference, description);
  const auto source = sampledInputs(reference, description, options.seed);
  if (failed(binding) || failed(source))
    return failure();
  const auto exact = makeRunner(reference), rounded = makeRunner(quantized);
  if (!exact || !rounded)
    return failure();
  const TypeRange types = reference.lookupSymbol<func::FuncOp>("main").getResultTypes();
  EnergySums sums(description, binding->output);
  std::vector<double> expected, actual, energies;
  for (int64_t first = 0; first < options.showers; first += kShowersAtOnce) {
    const InputShowers showers = (*source)(first, std::min(kShowersAtOnce, options.showers - first));
    appendEnergies(description, showers, energies);
    if (failed(sums.append(*exact, showers, types, expected)) ||
        failed(sums.append(*rounded, showers, types, actual)))
      return failure();
  }
  return pairedEnergyError(expected, actual, energies);
}

} // namespace ganc
