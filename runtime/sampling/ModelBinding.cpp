// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/sampling/ModelBinding.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <numeric>

namespace ganc {
namespace {

Error errorAt(const Description &description, SourcePlace place, const std::string &message) {
  return Error{fmt::format("{}:{}:{}: {}", description.fileName, place.line, place.column, message)};
}

std::string names(std::span<const ModelTensor> tensors) {
  std::vector<std::string_view> list;
  for (const ModelTensor &tensor : tensors)
    list.push_back(tensor.name);
  return fmt::format("{}", fmt::join(list, ", "));
}

// A name left out means the only tensor.
Result<int> find(const Description &description, SourcePlace place, const std::string &name,
                 std::span<const ModelTensor> tensors, std::string_view kind) {
  if (name.empty() && tensors.size() == 1)
    return 0;
  if (name.empty())
    return errorAt(description, place,
                   fmt::format("{} names no tensor, expected one of the model's {}: {}", kind, tensors.size(),
                               names(tensors)));
  for (size_t i = 0; i < tensors.size(); i++)
    if (tensors[i].name == name)
      return int(i);
  return errorAt(
      description, place,
      fmt::format("tensor '{}' is no {} of the model, expected one of: {}", name, kind, names(tensors)));
}

std::vector<int64_t> withoutOnes(std::vector<int64_t> shape) {
  std::erase(shape, 1);
  return shape;
}

Result<Done> checkOutput(const Description &description, const ModelTensor &tensor) {
  std::vector<int64_t> expected;
  for (int axis : description.output.layout)
    expected.push_back(description.grid[axis].cells);
  const std::vector<int64_t> shape = withoutOnes(tensor.shape);
  const bool flat = shape.size() <= 1 && tensor.elements() == description.cells();
  if (flat || shape == withoutOnes(expected))
    return Done{};
  return errorAt(
      description, description.output.place,
      fmt::format("output tensor '{}' has {} elements in the shape [{}], but layout and grid describe {} "
                  "cells, expected [{}]",
                  tensor.name, tensor.elements(), fmt::join(tensor.shape, ", "), description.cells(),
                  fmt::join(expected, ", ")));
}

Result<Done> checkInput(const Description &description, const InputDescription &input,
                        const ModelTensor &tensor) {
  if (input.elements() == tensor.elements())
    return Done{};
  return errorAt(description, input.place,
                 fmt::format("pieces of the input tensor '{}' have {} elements together, expected {}",
                             tensor.name, input.elements(), tensor.elements()));
}

} // namespace

int64_t ModelTensor::elements() const {
  return std::accumulate(shape.begin(), shape.end(), int64_t(1), std::multiplies<>());
}

std::vector<ModelTensor> modelTensors(std::span<const ganc_tensor> tensors) {
  std::vector<ModelTensor> result;
  for (const ganc_tensor &tensor : tensors)
    result.push_back({tensor.name, {tensor.shape, tensor.shape + tensor.rank}});
  return result;
}

Result<ModelBinding> checkAgainstModel(const Description &description, std::span<const ModelTensor> inputs,
                                       std::span<const ModelTensor> outputs) {
  ModelBinding binding;
  binding.inputs.assign(inputs.size(), -1);
  for (size_t i = 0; i < description.inputs.size(); i++) {
    const InputDescription &input = description.inputs[i];
    const Result<int> index = find(description, input.place, input.tensor, inputs, "input");
    if (!index)
      return index.error();
    if (Result<Done> fits = checkInput(description, input, inputs[*index]); !fits)
      return fits.error();
    binding.inputs[*index] = int(i);
  }
  for (size_t i = 0; i < inputs.size(); i++)
    if (binding.inputs[i] < 0)
      return Error{
          fmt::format("{}: input tensor '{}' of the model is not described, expected [[inputs]] with "
                      "tensor = \"{}\"",
                      description.fileName, inputs[i].name, inputs[i].name)};
  const OutputDescription &output = description.output;
  const Result<int> index = find(description, output.place, output.tensor, outputs, "output");
  if (!index)
    return index.error();
  if (Result<Done> fits = checkOutput(description, outputs[*index]); !fits)
    return fits.error();
  binding.output = *index;
  return binding;
}

} // namespace ganc
