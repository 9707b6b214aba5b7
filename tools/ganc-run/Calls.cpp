// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-run/Calls.h"

#include <algorithm>
#include <fmt/format.h>
#include <limits>

using namespace ganc;

// An output that a model leaves out must not look like a result.
static Tensors unwritten(const Model &model, int64_t showers) {
  Tensors outputs;
  for (const ganc_tensor &tensor : model.outputs())
    outputs.emplace_back(showers * tensor.elements, std::numeric_limits<float>::quiet_NaN());
  return outputs;
}

static std::string targets(const Model &model) {
  std::string names;
  for (const ganc_variant &variant : model.variants())
    names += (names.empty() ? "" : ", ") + std::string(variant.target);
  return names;
}

Tensors ganc::runInCalls(const Model &model, ganc_run_fn run, int64_t showers, int64_t perCall,
                         const Tensors &inputs) {
  Tensors outputs = unwritten(model, showers);
  Workspace workspace(model.workspaceBytes(std::min(perCall, showers)));
  std::vector<const float *> in(inputs.size());
  std::vector<float *> out(outputs.size());
  for (int64_t first = 0; first < showers; first += perCall) {
    for (size_t i = 0; i < in.size(); i++)
      in[i] = inputs[i].data() + first * model.inputs()[i].elements;
    for (size_t i = 0; i < out.size(); i++)
      out[i] = outputs[i].data() + first * model.outputs()[i].elements;
    const int64_t n = std::min(perCall, showers - first);
    if (const int32_t status = run(n, in.data(), out.data(), workspace.bytes().data()); status != GANC_OK)
      throw std::runtime_error(
          fmt::format("{}: cannot run: {} ({})", model.table().name, statusText(status), targets(model)));
  }
  return outputs;
}
