// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sum of stored values that are broadcast.

#include "compiler/onnx/Quantization.h"

using namespace mlir;

namespace ganc::onnx_import {

LogicalResult importQLinearAdd(Binder &node) {
  return defineQuantizedBinary<gan::AddOp>(node);
}

} // namespace ganc::onnx_import
