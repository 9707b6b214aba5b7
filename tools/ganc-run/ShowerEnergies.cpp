// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-run/ShowerEnergies.h"

#include "runtime/sampling/OutputTransform.h"
#include "tools/ganc-run/Describe.h"

#include <cmath>
#include <numeric>

using namespace ganc;

template <typename Value> static Value valueOf(Result<Value> result) {
  if (!result)
    throw std::runtime_error(result.error().message);
  return std::move(*result);
}

ShowerEnergies::ShowerEnergies(const Model &model) {
  const metadata::Model *facts = metadataOf(model);
  if (!facts || !facts->description())
    return;
  description =
      valueOf(parseDescription(facts->description()->str(), facts->name()->str() + ", description"));
  binding =
      valueOf(checkAgainstModel(*description, modelTensors(model.inputs()), modelTensors(model.outputs())));
}

// The inverse of what the sampler computes for a condition.
static double conditionValue(const Piece &piece, double element) {
  const double mapped = (element - piece.offset) / piece.scale;
  return (piece.log10 ? std::pow(10, mapped) : mapped) / piece.unitFactor;
}

std::optional<std::vector<double>> ShowerEnergies::primary(const Tensors &inputs, int64_t showers) const {
  const std::optional<PrimaryEnergy> energy = description ? description->primaryEnergy() : std::nullopt;
  for (size_t i = 0; energy && i < inputs.size(); i++) {
    const InputDescription &input = description->inputs[binding.inputs[i]];
    int64_t place = 0;
    for (const Piece &piece : input.pieces) {
      if (piece.kind == Piece::Kind::Condition && piece.condition == energy->condition && piece.scale != 0) {
        std::vector<double> energies(showers);
        for (int64_t n = 0; n < showers; n++)
          energies[n] = conditionValue(piece, inputs[i][n * input.elements() + place]) * energy->toGeV;
        return energies;
      }
      place += piece.elements;
    }
  }
  return std::nullopt;
}

static std::vector<double> sumsOf(std::span<const float> values, size_t showers) {
  const size_t cells = values.size() / showers;
  std::vector<double> sums;
  for (size_t n = 0; n < showers; n++)
    sums.push_back(std::accumulate(&values[n * cells], &values[n * cells] + cells, 0.0));
  return sums;
}

std::optional<std::vector<double>> ShowerEnergies::sums(int output, std::span<const float> values,
                                                        std::span<const double> primary) const {
  if (primary.empty())
    return std::nullopt;
  if (!description)
    return sumsOf(values, primary.size());
  const std::optional<PrimaryEnergy> energy = description->primaryEnergy();
  const std::optional<int> needed = description->output.times;
  if (output != binding.output || (needed && (!energy || *needed != energy->condition)))
    return std::nullopt;
  const OutputTransform transform(*description);
  const size_t cells = description->cells();
  std::vector<double> conditions(description->conditions.size());
  std::vector<float> energies(cells * primary.size());
  for (size_t n = 0; n < primary.size(); n++) {
    if (energy)
      conditions[energy->condition] = primary[n] / energy->toGeV;
    transform.apply(&values[n * cells], conditions.data(), &energies[n * cells]);
  }
  return sumsOf(energies, primary.size());
}
