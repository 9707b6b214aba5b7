// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which tensor of a model each part of a description means, and whether the lengths fit.

#ifndef GANC_RUNTIME_SAMPLING_MODELBINDING_H
#define GANC_RUNTIME_SAMPLING_MODELBINDING_H

#include "ganc/abi.h"
#include "runtime/sampling/Description.h"

#include <span>

namespace ganc {

// An input or output of a model; the shape is that of one shower, without the batch.
struct ModelTensor {
  std::string name;
  std::vector<int64_t> shape;

  int64_t elements() const;
};

// The inputs or outputs of a compiled model.
std::vector<ModelTensor> modelTensors(std::span<const ganc_tensor> tensors);

struct ModelBinding {
  std::vector<int> inputs; // for each input of the model, in the model's order: which of Description::inputs
  int output = 0;          // which output of the model is the energies
};

// Every input of the model must be described, and nothing else. The pieces of an input have as many elements
// as the tensor. The output has the cells of the layout, axes of length one skipped, or is one flat axis.
// Errors name file, line, tensor, what is and what was expected.
Result<ModelBinding> checkAgainstModel(const Description &description, std::span<const ModelTensor> inputs,
                                       std::span<const ModelTensor> outputs);

} // namespace ganc

#endif
