// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "tools/ganc-opt/EvaluateFile.h"

#include "dialects/gan/Evaluation.h"
#include "runtime/showers/TensorFile.h"

using namespace mlir;

namespace ganc {

static std::vector<std::string> inputNames(ModuleOp module) {
  std::vector<std::string> names;
  if (auto main = module.lookupSymbol<func::FuncOp>("main"))
    for (unsigned i = 0; i < main.getNumArguments(); i++)
      if (auto name = main.getArgAttrOfType<StringAttr>(i, "gan.name"))
        names.push_back(name.str());
  return names;
}

static gan::NamedTensors fromFile(const std::vector<Tensor> &tensors) {
  gan::NamedTensors named;
  for (const Tensor &tensor : tensors) {
    std::vector<int64_t> shape{tensor.showers};
    shape.insert(shape.end(), tensor.shape.begin(), tensor.shape.end());
    numerics::Tensor &values = named[tensor.name] = numerics::Tensor(std::move(shape));
    values.values.assign(tensor.values.begin(), tensor.values.end());
  }
  return named;
}

/// The outputs in float64 and, so that a compiled model can be checked against the file, the inputs.
static std::vector<Tensor> toFile(std::vector<Tensor> inputs, const gan::NamedTensors &named) {
  std::vector<Tensor> tensors = std::move(inputs);
  std::erase_if(tensors, [&](const Tensor &tensor) { return named.count(tensor.name) > 0; });
  for (const auto &[name, tensor] : named)
    tensors.push_back(
        {name, tensor.batch(), {tensor.shape.begin() + 1, tensor.shape.end()}, {}, tensor.values});
  return tensors;
}

LogicalResult evaluateFile(ModuleOp module, const std::string &inputFile, const std::string &outputFile) {
  const Location nowhere = UnknownLoc::get(module.getContext());
  auto inputs = readTensors(inputFile, inputNames(module));
  if (!inputs)
    return emitError(nowhere, inputs.error().message);
  const FailureOr<gan::NamedTensors> outputs = gan::evaluate(module, fromFile(*inputs));
  if (failed(outputs))
    return failure();
  const auto written = writeTensors(outputFile, toFile(std::move(*inputs), *outputs));
  return written ? success() : LogicalResult(emitError(nowhere, written.error().message));
}

} // namespace ganc
