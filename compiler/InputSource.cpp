// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/InputSource.h"

#include "runtime/showers/TensorFile.h"

using namespace mlir;

namespace ganc {

static ModelTensor modelTensor(Type type, DictionaryAttr attributes) {
  const auto name = attributes ? attributes.getAs<StringAttr>("gan.name") : StringAttr();
  return {name ? name.str() : "", cast<RankedTensorType>(type).getShape().drop_front().vec()};
}

static std::vector<ModelTensor> inputsOf(func::FuncOp main) {
  std::vector<ModelTensor> tensors;
  for (unsigned i = 0; i < main.getNumArguments(); i++)
    tensors.push_back(modelTensor(main.getArgumentTypes()[i], main.getArgAttrDict(i)));
  return tensors;
}

static std::vector<ModelTensor> outputsOf(func::FuncOp main) {
  std::vector<ModelTensor> tensors;
  for (unsigned i = 0; i < main.getNumResults(); i++)
    tensors.push_back(modelTensor(main.getResultTypes()[i], main.getResultAttrDict(i)));
  return tensors;
}

FailureOr<ModelBinding> bindDescription(ModuleOp module, const Description &description) {
  auto main = mainOf(module);
  const auto binding = checkAgainstModel(description, inputsOf(main), outputsOf(main));
  if (!binding)
    return module.emitError(binding.error().message);
  return *binding;
}

FailureOr<InputSource> sampledInputs(ModuleOp module, const Description &description, uint64_t seed) {
  const auto binding = bindDescription(module, description);
  if (failed(binding))
    return failure();
  const auto sampler = Sampler::create(description, {seed, {}, kConditionStrata});
  if (!sampler)
    return module.emitError(sampler.error().message);
  return InputSource([sampler = *sampler, order = binding->inputs](int64_t first, int64_t count) {
    SampledShowers drawn;
    sampler.sample(first, count, drawn);
    InputShowers showers{count, {}, drawn.conditions};
    for (const int input : order)
      showers.inputs.push_back(std::move(drawn.inputs[input]));
    return showers;
  });
}

/// Each tensor of the file is as long as the model's.
static LogicalResult checkShapes(ModuleOp module, const std::string &path, ArrayRef<ModelTensor> expected,
                                 ArrayRef<Tensor> found) {
  for (const auto &[model, file] : llvm::zip_equal(expected, found))
    if (model.elements() != file.elements())
      return module.emitError() << path << ": '" << file.name << "' has " << file.elements()
                                << " values a shower, expected " << model.elements();
  if (!found.empty() && found.front().showers == 0)
    return module.emitError() << path << ": has no showers, expected some to calibrate on";
  return success();
}

static InputShowers slice(ArrayRef<Tensor> tensors, int64_t first, int64_t count) {
  InputShowers showers;
  showers.count = std::clamp<int64_t>(tensors.front().showers - first, 0, count);
  for (const Tensor &tensor : tensors) {
    const ArrayRef<float> values(tensor.values);
    const int64_t begin = std::min<int64_t>(first, tensor.showers) * tensor.elements();
    showers.inputs.push_back(values.slice(begin, showers.count * tensor.elements()).vec());
  }
  return showers;
}

FailureOr<InputSource> recordedInputs(ModuleOp module, const std::string &path) {
  const std::vector<ModelTensor> expected = inputsOf(mainOf(module));
  std::vector<std::string> names;
  for (const ModelTensor &tensor : expected)
    names.push_back(tensor.name);
  const auto tensors = readTensors(path, names);
  if (!tensors)
    return module.emitError(tensors.error().message);
  if (failed(checkShapes(module, path, expected, *tensors)))
    return failure();
  return InputSource(
      [tensors = *tensors](int64_t first, int64_t count) { return slice(tensors, first, count); });
}

FailureOr<int64_t> forEachBatch(const InputSource &source, int64_t first, int64_t count,
                                llvm::function_ref<LogicalResult(InputShowers)> body) {
  int64_t done = 0;
  while (done < count) {
    InputShowers showers = source(first + done, std::min(kShowersAtOnce, count - done));
    if (showers.count == 0)
      break;
    done += showers.count;
    if (failed(body(std::move(showers))))
      return failure();
  }
  return done;
}

} // namespace ganc
