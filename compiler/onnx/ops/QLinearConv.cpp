// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Convolution of stored values: x, w and y with scale and zero point each, a bias of int32.

#include "compiler/onnx/Convolution.h"
#include "compiler/onnx/Quantization.h"

using namespace mlir;

namespace ganc::onnx_import {

LogicalResult importQLinearConv(Binder &node) {
  const Value src = dequantizeOperand(node, 0, /*axis=*/1);
  const Value weight = src ? dequantizeOperand(node, 3, /*axis=*/0) : Value();
  Value bias;
  if (!weight || dequantizeBias(node, 8, src, weight, bias))
    return failure();
  if (!isActivation(src) || isActivation(weight))
    return node.error() << "x is constant or w is not, expected constant weights only";
  const Value dst = emitConvolution(node, src, weight, bias);
  return node.define(0, quantize(node, dst, 6));
}

} // namespace ganc::onnx_import
