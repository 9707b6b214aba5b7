// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Operands one behind the other along an axis, which is not the batch.

#include "compiler/onnx/Binder.h"

using namespace mlir;

namespace ganc::onnx_import {

static LogicalResult concatIntegers(Binder &node, int64_t axis, ArrayRef<int64_t> shape) {
  SmallVector<Integers> srcs(node.inputCount());
  for (unsigned i = 0; i < srcs.size(); i++)
    if (node.integers(srcs[i], i))
      return failure();
  return node.defineIntegers(0, shape, [&](ArrayRef<int64_t> index) {
    SmallVector<int64_t> at(index);
    const Integers *src = srcs.begin();
    for (; at[axis] >= src->shape[axis]; src++)
      at[axis] -= src->shape[axis];
    return src->at(at);
  });
}

static LogicalResult concatValues(Binder &node, int64_t axis, ArrayRef<int64_t> shape) {
  SmallVector<Value> srcs(node.inputCount());
  bool anyActivation = false;
  for (unsigned i = 0; i < srcs.size(); i++) {
    if (node.value(srcs[i], i))
      return failure();
    anyActivation |= isActivation(srcs[i]);
  }
  for (unsigned i = 0; i < srcs.size() && anyActivation; i++)
    if (node.activation(srcs[i], i))
      return failure();
  if (anyActivation && axis == 0)
    return node.error() << "axis is 0, the batch, expected another (showers are independent)";
  return node.define(0, node.emit<gan::ConcatOp>(shape, ValueRange(srcs), axis));
}

LogicalResult importConcat(Binder &node) {
  SmallVector<int64_t> shape(node.shape(0));
  if (!node.hasAttribute("axis"))
    return node.error() << "axis is not given, expected one";
  int64_t axis = 0;
  if (node.attribute(axis, "axis") || node.normalizeAxis(axis, shape.size()))
    return failure();
  for (unsigned i = 1; i < node.inputCount(); i++) {
    SmallVector<int64_t> other(node.shape(i));
    if (other.size() != shape.size())
      return node.error() << "operands' shapes are " << printExtents(shape) << " and " << printExtents(other)
                          << ", expected equal ranks";
    const int64_t extent = shape[axis];
    shape[axis] = other[axis];
    if (other != shape)
      return node.error() << "operand " << i << " is of shape " << printExtents(node.shape(i))
                          << ", expected that of the others but for axis " << axis << ", "
                          << printExtents(node.shape(0));
    shape[axis] = extent == kBatch ? kBatch : extent + other[axis];
  }
  return node.isIntegers(0) ? concatIntegers(node, axis, shape) : concatValues(node, axis, shape);
}

} // namespace ganc::onnx_import
