// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// alpha * A * B + beta * C with constant B and C: a dense layer. Factors and transposition go into the
// constants. Not supported: a transposed A, a C of more than one row.

#include "compiler/onnx/Dense.h"
#include "compiler/onnx/Quantization.h"

using namespace mlir;

namespace ganc::onnx_import {

namespace {
struct Factors {
  float alpha = 1.0f, beta = 1.0f;
  int64_t transA = 0, transB = 0;
};
} // namespace

static ParseResult readFactors(Binder &node, Factors &factors) {
  if (node.attribute(factors.alpha, "alpha") || node.attribute(factors.beta, "beta") ||
      node.attribute(factors.transA, "transA") || node.attribute(factors.transB, "transB"))
    return failure();
  return factors.transA ? ParseResult(node.error() << "transA is " << factors.transA << ", expected 0")
                        : success();
}

/// alpha * B as [k, m].
static ParseResult readWeight(Binder &node, const Factors &factors, Value &weight) {
  std::vector<float> src;
  if (node.parameter(weight, 1) || node.floats(src, 1))
    return failure();
  if (const Value stored = factors.transB ? transposeDequantized(node, weight) : Value();
      stored && factors.alpha == 1.0f) {
    weight = stored;
    return success();
  }
  SmallVector<int64_t> shape(shapeOf(weight));
  if (shape.size() != 2)
    return node.error() << "B is of shape " << printExtents(shape) << ", expected a matrix";
  if (!factors.transB && factors.alpha == 1.0f)
    return success();
  if (factors.transB)
    std::swap(shape[0], shape[1]);
  const auto [rows, columns] = std::pair(shape[0], shape[1]);
  std::vector<float> values(src.size());
  for (int64_t k = 0; k < rows; k++)
    for (int64_t m = 0; m < columns; m++)
      values[k * columns + m] = factors.alpha * src[factors.transB ? m * rows + k : k * columns + m];
  weight = node.emitConstant(weight, values, shape);
  return success(weight != nullptr);
}

/// beta * C as [m], or null.
static ParseResult readBias(Binder &node, const Factors &factors, int64_t columns, Value &bias) {
  if (node.optionalParameter(bias, 2) || !bias)
    return failure(!bias && node.has(2));
  const ArrayRef<int64_t> shape = shapeOf(bias);
  if (broadcast(shape, {1, columns}) != SmallVector<int64_t>{1, columns})
    return node.error() << "C is of shape " << printExtents(shape) << ", expected one row of " << columns;
  if (factors.beta == 1.0f && shape == ArrayRef<int64_t>{columns})
    return success();
  std::vector<float> src;
  if (node.floats(src, 2))
    return failure();
  std::vector<float> values(columns);
  for (int64_t m = 0; m < columns; m++)
    values[m] = factors.beta * src[src.size() == 1 ? 0 : m];
  bias = node.emitConstant(bias, values, {columns});
  return success(bias != nullptr);
}

LogicalResult importGemm(Binder &node) {
  Factors factors;
  Value src, weight, bias;
  if (readFactors(node, factors) || node.activation(src, 0) || readWeight(node, factors, weight))
    return failure();
  const int64_t columns = shapeOf(weight)[1];
  if (readBias(node, factors, columns, bias))
    return failure();
  return node.define(0, emitDense(node, src, weight, bias));
}

} // namespace ganc::onnx_import
