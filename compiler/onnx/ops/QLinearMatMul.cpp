// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// MatMul of stored values with constant b: a, b and y with scale and zero point each.

#include "compiler/onnx/Dense.h"
#include "compiler/onnx/Quantization.h"

using namespace mlir;

namespace ganc::onnx_import {

LogicalResult importQLinearMatMul(Binder &node) {
  const Value src = dequantizeOperand(node, 0, /*axis=*/1);
  const Value weight = src ? dequantizeOperand(node, 3, /*axis=*/1) : Value();
  if (!weight)
    return failure();
  if (!isActivation(src) || isActivation(weight))
    return node.error() << "a is constant or b is not, expected constant weights only";
  return node.define(0, quantize(node, emitMatMul(node, src, weight), 6));
}

} // namespace ganc::onnx_import
