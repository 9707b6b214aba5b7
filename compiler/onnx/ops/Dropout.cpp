// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The operand under another name: nothing is dropped at inference.

#include "compiler/onnx/Binder.h"

using namespace mlir;

namespace ganc::onnx_import {

LogicalResult importDropout(Binder &node) {
  Integers training;
  if (node.has(2) && node.integers(training, 2))
    return failure();
  if (llvm::any_of(training.values, [](int64_t flag) { return flag != 0; }))
    return node.error() << "training_mode is true, expected a network exported for inference";
  return node.defineReshaped(node.shape(0));
}

} // namespace ganc::onnx_import
