// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Product of stored values that are broadcast.

#include "compiler/onnx/Quantization.h"

using namespace mlir;

namespace ganc::onnx_import {

LogicalResult importQLinearMul(Binder &node) {
  return defineQuantizedBinary<gan::MulOp>(node);
}

} // namespace ganc::onnx_import
