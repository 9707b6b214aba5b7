// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// 1 / (1 + exp(-x)).

#include "compiler/onnx/Elementwise.h"

using namespace mlir;

namespace ganc::onnx_import {

LogicalResult importSigmoid(Binder &node) {
  return importUnary<gan::SigmoidOp>(node);
}

} // namespace ganc::onnx_import
