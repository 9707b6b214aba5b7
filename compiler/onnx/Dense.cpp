// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/onnx/Dense.h"

using namespace mlir;

namespace ganc::onnx_import {

Value emitDense(Binder &node, Value src, Value weight, Value bias) {
  const ArrayRef<int64_t> shape = shapeOf(src), matrix = shapeOf(weight);
  if (shape.size() != 2 || matrix.size() != 2 || shape[1] != matrix[0]) {
    node.error() << "operands' shapes are " << printExtents(shape) << " and " << printExtents(matrix)
                 << ", expected [batch, k] and [k, m]";
    return nullptr;
  }
  return node.emit<gan::DenseOp>({kBatch, matrix[1]}, src, weight, bias, /*multiplier=*/Value(),
                                 gan::Activation::None, /*slope=*/llvm::APFloat(0.0f));
}

} // namespace ganc::onnx_import
