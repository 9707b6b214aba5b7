// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-run/Recorded.h"

#include "runtime/showers/TensorFile.h"

#include <algorithm>
#include <fmt/format.h>

using namespace ganc;

static std::vector<std::string> namesOf(const Model &model, bool withOutputs) {
  std::vector<std::string> names;
  for (const ganc_tensor &tensor : model.inputs())
    names.push_back(tensor.name);
  for (const ganc_tensor &tensor : model.outputs())
    if (withOutputs)
      names.push_back(tensor.name);
  return names;
}

static std::vector<Tensor> readOrThrow(const std::string &file, const std::vector<std::string> &names) {
  Result<std::vector<Tensor>> tensors = readTensors(file, names);
  if (!tensors)
    throw std::runtime_error(tensors.error().message);
  return std::move(*tensors);
}

static void checkElements(const std::string &file, const Tensor &tensor, const ganc_tensor &expected) {
  if (tensor.elements() != expected.elements)
    throw std::runtime_error(
        fmt::format("{}: dataset {} has {} elements a shower, expected {} as in the model", file, tensor.name,
                    tensor.elements(), expected.elements));
}

// Whatever does not look like one energy a shower is one of the further datasets.
static std::vector<double> readEnergies(const std::string &file, int64_t showers) {
  Result<std::vector<Tensor>> energy = readTensors(file, std::vector<std::string>{"energy"});
  if (!energy || energy->front().elements() != 1 || energy->front().showers != showers)
    return {};
  const std::vector<float> &values = energy->front().values;
  return {values.begin(), values.end()};
}

Recorded ganc::readRecorded(const Model &model, const std::string &file, bool withOutputs) {
  const std::vector<std::string> names = namesOf(model, withOutputs);
  if (names.empty())
    throw std::runtime_error(
        fmt::format("{} has no inputs, so no file tells how many showers", model.table().name));
  std::vector<Tensor> tensors = readOrThrow(file, names);
  Recorded recorded;
  recorded.showers = tensors.front().showers;
  if (recorded.showers < 1)
    throw std::runtime_error(fmt::format("{}: holds no showers, expected at least one", file));
  const size_t inputCount = model.inputs().size();
  for (size_t i = 0; i < tensors.size(); i++) {
    const bool isInput = i < inputCount;
    checkElements(file, tensors[i], isInput ? model.inputs()[i] : model.outputs()[i - inputCount]);
    (isInput ? recorded.inputs : recorded.outputs).push_back(std::move(tensors[i].values));
  }
  if (std::ranges::find(names, "energy") == names.end())
    recorded.energies = readEnergies(file, recorded.showers);
  return recorded;
}
