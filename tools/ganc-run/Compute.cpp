// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-run/Compute.h"

#include "runtime/showers/TensorFile.h"
#include "tools/ganc-run/Recorded.h"

using namespace ganc;

void ganc::compute(const Model &model, const std::string &inputFile, const std::string &outputFile) {
  const Recorded recorded = readRecorded(model, inputFile, /*withOutputs=*/false);
  Tensors values = runInCalls(model, model.table().run, recorded.showers, recorded.showers, recorded.inputs);
  std::vector<Tensor> outputs;
  for (size_t i = 0; i < values.size(); i++) {
    const ganc_tensor &tensor = model.outputs()[i];
    outputs.push_back(
        {tensor.name, recorded.showers, {tensor.shape, tensor.shape + tensor.rank}, std::move(values[i])});
  }
  const Result<Done> written = writeTensors(outputFile, outputs);
  if (!written)
    throw std::runtime_error(written.error().message);
}
