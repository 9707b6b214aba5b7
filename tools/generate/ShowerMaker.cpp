// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/generate/ShowerMaker.h"

#include <limits>

namespace ganc {

Result<Recipe> Recipe::create(const ganc_model &table, const Description &description,
                              const SamplerOptions &options) {
  const Model model(table);
  const Result<ModelBinding> binding =
      checkAgainstModel(description, modelTensors(model.inputs()), modelTensors(model.outputs()));
  if (!binding)
    return binding.error();
  const Result<Sampler> sampler = Sampler::create(description, options);
  if (!sampler)
    return sampler.error();
  return Recipe{model, description, *binding, *sampler, OutputTransform(description)};
}

ShowerMaker::ShowerMaker(const Recipe &recipe)
    : recipe(recipe), workspace(recipe.model.workspaceBytes(blockSize)) {
  for (const ganc_tensor &output : recipe.model.outputs())
    outputs.emplace_back(blockSize * output.elements);
}

Result<Done> ShowerMaker::make(uint64_t first, int64_t count, MadeShowers &showers) {
  recipe.sampler.sample(first, count, showers.drawn);
  std::vector<const float *> from;
  for (const int input : recipe.binding.inputs)
    from.push_back(showers.drawn.inputs[input].data());
  std::vector<float *> to;
  for (std::vector<float> &output : outputs)
    to.push_back(output.data());
  const int32_t status = recipe.model.run(count, from, to, workspace.bytes());
  if (status != GANC_OK)
    return Error{statusText(status)};
  showers.count = count;
  finish(showers);
  return Done{};
}

void ShowerMaker::finish(MadeShowers &showers) const {
  const Description &description = recipe.description;
  const std::optional<PrimaryEnergy> energy = description.primaryEnergy();
  const std::vector<float> &raw = outputs[recipe.binding.output];
  const int64_t cells = description.cells();
  showers.energies.resize(showers.count * cells);
  showers.primaries.resize(showers.count);
  for (int64_t s = 0; s < showers.count; s++) {
    const double *conditions = showers.drawn.conditions.data() + s * description.conditions.size();
    recipe.transform.apply(raw.data() + s * cells, conditions, showers.energies.data() + s * cells);
    showers.primaries[s] =
        energy ? conditions[energy->condition] * energy->toGeV : std::numeric_limits<double>::quiet_NaN();
  }
}

} // namespace ganc
