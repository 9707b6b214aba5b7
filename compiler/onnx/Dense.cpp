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

Value emitMatMul(Binder &node, Value src, Value weight) {
  SmallVector<int64_t> shape(shapeOf(src));
  const ArrayRef<int64_t> matrix = shapeOf(weight);
  if (shape.size() < 2 || matrix.size() != 2 || elementCount(ArrayRef(shape).drop_back()) != 1) {
    node.error() << "operands' shapes are " << printExtents(shape) << " and " << printExtents(matrix)
                 << ", expected one row for each shower and a matrix";
    return nullptr;
  }
  src = node.emitReshape(src, {kBatch, shape.back()});
  const Value dst = src ? emitDense(node, src, weight, /*bias=*/nullptr) : Value();
  shape.back() = matrix[1];
  return dst ? node.emitReshape(dst, shape) : dst;
}

} // namespace ganc::onnx_import
