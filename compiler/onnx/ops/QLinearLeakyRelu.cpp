// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// x > 0 ? x : alpha * x of stored values.

#include "compiler/onnx/Quantization.h"

#include <cmath>

using namespace mlir;

namespace ganc::onnx_import {

LogicalResult importQLinearLeakyRelu(Binder &node) {
  float alpha = 0.01f;
  const Value src = dequantizeOperand(node, 0, /*axis=*/1);
  if (!src || node.attribute(alpha, "alpha"))
    return failure();
  if (!std::isfinite(alpha))
    return node.error() << "alpha is not finite, expected a number";
  return node.define(0,
                     quantize(node, node.emit<gan::LeakyReluOp>(shapeOf(src), src, llvm::APFloat(alpha)), 3));
}

} // namespace ganc::onnx_import
