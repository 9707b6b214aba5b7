// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/onnx/Elementwise.h"

using namespace mlir;

namespace ganc::onnx_import {

std::optional<SmallVector<int64_t>> broadcastOperands(Binder &node) {
  auto shape = broadcast(node.shape(0), node.shape(1));
  if (!shape)
    node.error() << "operands' shapes are " << printExtents(node.shape(0)) << " and "
                 << printExtents(node.shape(1)) << ", expected extents that are equal or one";
  return shape;
}

LogicalResult combineIntegers(Binder &node, ArrayRef<int64_t> shape, Combine combine) {
  Integers lhs, rhs;
  if (node.integers(lhs, 0) || node.integers(rhs, 1))
    return failure();
  bool known = true;
  const auto element = [&](ArrayRef<int64_t> index) {
    const std::optional<int64_t> value = combine(lhs.atBroadcast(index), rhs.atBroadcast(index));
    known &= value.has_value();
    return value.value_or(0);
  };
  if (failed(node.defineIntegers(0, shape, element)))
    return failure();
  if (!known)
    return node.error() << "result on " << printExtents(lhs.values) << " and " << printExtents(rhs.values)
                        << " is not known, expected integers that fit and do not need the batch's value";
  return success();
}

} // namespace ganc::onnx_import
