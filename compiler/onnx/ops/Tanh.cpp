// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Hyperbolic tangent.

#include "compiler/onnx/Elementwise.h"

using namespace mlir;

namespace ganc::onnx_import {

LogicalResult importTanh(Binder &node) {
  return importUnary<gan::TanhOp>(node);
}

} // namespace ganc::onnx_import
