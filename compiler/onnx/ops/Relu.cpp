// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// max(x, 0).

#include "compiler/onnx/Elementwise.h"

using namespace mlir;

namespace ganc::onnx_import {

LogicalResult importRelu(Binder &node) {
  return importUnary<gan::ReluOp>(node);
}

} // namespace ganc::onnx_import
