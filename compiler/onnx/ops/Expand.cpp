// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Broadcast to a shape known at compile time (the batch apart).

#include "compiler/onnx/Binder.h"

using namespace mlir;

namespace ganc::onnx_import {

static LogicalResult expandIntegers(Binder &node, ArrayRef<int64_t> shape) {
  Integers src;
  if (node.integers(src, 0))
    return failure();
  return node.defineIntegers(0, shape, [&](ArrayRef<int64_t> index) { return src.atBroadcast(index); });
}

static LogicalResult expandValue(Binder &node, ArrayRef<int64_t> shape) {
  Value src;
  if (node.value(src, 0))
    return failure();
  SmallVector<int64_t> extents(shape.size() - shapeOf(src).size(), 1);
  llvm::append_range(extents, shapeOf(src));
  SmallVector<int64_t> repeats;
  for (size_t axis = 0; axis < shape.size(); axis++)
    repeats.push_back(extents[axis] == shape[axis] ? 1 : shape[axis]);
  if (llvm::is_contained(repeats, kBatch))
    return node.error() << "constant is expanded to " << printExtents(shape)
                        << ", expected no batch in a constant";
  src = node.emitReshape(src, extents);
  const bool isWhole = llvm::all_of(repeats, [](int64_t repeat) { return repeat == 1; });
  return node.define(0, !src || isWhole ? src : node.emit<gan::TileOp>(shape, src, repeats));
}

LogicalResult importExpand(Binder &node) {
  std::optional<std::vector<int64_t>> target;
  if (node.extents(target, 1, ""))
    return failure();
  const ArrayRef<int64_t> src = node.shape(0);
  const bool hasBatch = !src.empty() && src.front() == kBatch && target->size() == src.size();
  if (hasBatch && node.fixedBatch() == target->front())
    target->front() = kBatch;
  const auto shape = broadcast(src, *target);
  if (!shape)
    return node.error() << "operand is of shape " << printExtents(src) << ", expected one that broadcasts to "
                        << printExtents(*target);
  return node.isIntegers(0) ? expandIntegers(node, *shape) : expandValue(node, *shape);
}

} // namespace ganc::onnx_import
