// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Extents of the operand as integers, the batch among them as a symbol. Attributes start and end (opset 15)
// are clamped to the axes there are.

#include "compiler/onnx/Binder.h"

using namespace mlir;

namespace ganc::onnx_import {

LogicalResult importShape(Binder &node) {
  const ArrayRef<int64_t> shape = node.shape(0);
  const int64_t rank = shape.size();
  int64_t start = 0, end = rank;
  if (node.attribute(start, "start") || node.attribute(end, "end"))
    return failure();
  const auto clamp = [&](int64_t axis) {
    return std::clamp(axis < 0 ? axis + rank : axis, int64_t(0), rank);
  };
  const int64_t first = clamp(start), count = std::max(int64_t(0), clamp(end) - first);
  const ArrayRef<int64_t> kept = shape.slice(first, count);
  return node.define(0, Integers{{count}, kept.vec()});
}

} // namespace ganc::onnx_import
