// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An activation times a constant matrix: a dense layer without bias. Axes of extent one between batch and
// last axis are dropped and put back; larger ones (one matrix for many rows of a shower) are not supported.

#include "compiler/onnx/Dense.h"

using namespace mlir;

namespace ganc::onnx_import {

LogicalResult importMatMul(Binder &node) {
  Value src, weight;
  if (node.activation(src, 0) || node.parameter(weight, 1))
    return failure();
  SmallVector<int64_t> shape(shapeOf(src));
  const ArrayRef<int64_t> matrix = shapeOf(weight);
  if (shape.size() < 2 || matrix.size() != 2 || elementCount(ArrayRef(shape).drop_back()) != 1)
    return node.error() << "operands' shapes are " << printExtents(shape) << " and " << printExtents(matrix)
                        << ", expected one row for each shower and a matrix";
  src = node.emitReshape(src, {kBatch, shape.back()});
  if (!src)
    return failure();
  const Value dst = emitDense(node, src, weight, /*bias=*/nullptr);
  shape.back() = matrix[1];
  return node.define(0, dst ? node.emitReshape(dst, shape) : dst);
}

} // namespace ganc::onnx_import
