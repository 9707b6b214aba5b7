// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// 1 / (1 + exp(-x)) of stored values.

#include "compiler/onnx/Quantization.h"

using namespace mlir;

namespace ganc::onnx_import {

LogicalResult importQLinearSigmoid(Binder &node) {
  const Value src = dequantizeOperand(node, 0, /*axis=*/1);
  return src ? node.define(0, quantize(node, node.emit<gan::SigmoidOp>(shapeOf(src), src), 3)) : failure();
}

} // namespace ganc::onnx_import
