// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// x > 0 ? x : alpha * x.

#include "compiler/onnx/Binder.h"

#include <cmath>

using namespace mlir;

namespace ganc::onnx_import {

LogicalResult importLeakyRelu(Binder &node) {
  float alpha = 0.01f;
  Value src;
  if (node.value(src, 0) || node.attribute(alpha, "alpha"))
    return failure();
  if (!std::isfinite(alpha))
    return node.error() << "alpha is not finite, expected a number";
  return node.define(0, node.emit<gan::LeakyReluOp>(shapeOf(src), src, llvm::APFloat(alpha)));
}

} // namespace ganc::onnx_import
