// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-bench/Showers.h"

#include "ganc/metadata.h"
#include "runtime/sampling/Counter.h"
#include "runtime/sampling/ModelBinding.h"
#include "runtime/sampling/Normal.h"
#include "runtime/sampling/Sampler.h"

namespace ganc {

namespace {

constexpr uint64_t kSeed = 0x62656e6368;

template <typename Value> Value valueOf(Result<Value> result) {
  if (!result)
    throw std::runtime_error(result.error().message);
  return std::move(*result);
}

std::vector<std::vector<float>> normalInputs(const Model &model, int64_t n) {
  std::vector<std::vector<float>> inputs;
  for (const ganc_tensor &tensor : model.inputs()) {
    Draws draws(kSeed, /*shower=*/0, /*stream=*/uint32_t(inputs.size() + 1));
    uint32_t draw = 0;
    for (float &value : inputs.emplace_back(n * tensor.elements))
      value = float(normalQuantile(draws.uniform(draw++)));
  }
  return inputs;
}

std::vector<std::vector<float>> describedInputs(const Model &model, const char *text, int64_t n) {
  const Description description = valueOf(parseDescription(text, std::string(model.table().name) + ".toml"));
  const ModelBinding binding =
      valueOf(checkAgainstModel(description, modelTensors(model.inputs()), modelTensors(model.outputs())));
  SampledShowers drawn;
  valueOf(Sampler::create(description, {kSeed, {}, 1})).sample(0, n, drawn);
  std::vector<std::vector<float>> inputs;
  for (const int input : binding.inputs)
    inputs.push_back(std::move(drawn.inputs[input]));
  return inputs;
}

} // namespace

Showers::Showers(const ganc_model &table, int64_t n)
    : model(table), n(n), workspace(model.workspaceBytes(n)) {
  const char *description = ganc_description_text(&table);
  inputs = description ? describedInputs(model, description, n) : normalInputs(model, n);
  for (const ganc_tensor &tensor : model.outputs())
    outputs.emplace_back(n * tensor.elements);
  for (const std::vector<float> &input : inputs)
    from.push_back(input.data());
  for (std::vector<float> &output : outputs)
    to.push_back(output.data());
}

void Showers::make() {
  if (const int32_t status = model.run(n, from, to, workspace.bytes()); status != GANC_OK)
    throw std::runtime_error(std::string(model.table().name) + ": cannot run: " + statusText(status));
}

} // namespace ganc
