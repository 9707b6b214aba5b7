// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A * B + C of stored values with constant B and C: A and B with scale and zero point each, C of int32; stored again
// where a scale of the result is given. Not supported: alpha, a transposed A.

#include "compiler/onnx/Dense.h"
#include "compiler/onnx/Quantization.h"

using namespace mlir;

namespace ganc::onnx_import {

static ParseResult readTransB(Binder &node, int64_t &transB) {
  float alpha = 1.0f;
  int64_t transA = 0;
  if (node.attribute(alpha, "alpha") || node.attribute(transA, "transA") || node.attribute(transB, "transB"))
    return failure();
  if (alpha != 1.0f || transA != 0)
    return node.error() << "alpha is " << alpha << " and transA is " << transA << ", expected 1 and 0";
  return success();
}

LogicalResult importQGemm(Binder &node) {
  int64_t transB = 0;
  if (readTransB(node, transB))
    return failure();
  const Value src = dequantizeOperand(node, 0, /*axis=*/1);
  const Value matrix = src ? dequantizeOperand(node, 3, /*axis=*/transB ? 0 : 1) : Value();
  if (!matrix)
    return failure();
  if (!isActivation(src) || isActivation(matrix))
    return node.error() << "A is constant or B is not, expected constant weights only";
  const Value weight = transB ? transposeDequantized(node, matrix) : matrix;
  Value bias;
  if (!weight || dequantizeBias(node, 6, src, weight, bias))
    return failure();
  const Value dst = emitDense(node, src, weight, bias);
  return node.define(0, node.has(7) ? quantize(node, dst, 7) : dst);
}

} // namespace ganc::onnx_import
