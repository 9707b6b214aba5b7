// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Whole copies side by side.

#include "compiler/onnx/Binder.h"

using namespace mlir;

namespace ganc::onnx_import {

LogicalResult importTile(Binder &node) {
  std::optional<std::vector<int64_t>> repeats;
  if (node.list(repeats, 1, ""))
    return failure();
  SmallVector<int64_t> shape(node.shape(0));
  if (repeats->size() != shape.size() ||
      llvm::any_of(*repeats, [](int64_t repeat) { return repeat < 1 || repeat > numerics::kMostElements; }))
    return node.error() << "repeats are " << printExtents(*repeats)
                        << ", expected a positive one for each axis of " << printExtents(shape);
  for (size_t axis = 0; axis < shape.size(); axis++) {
    if (shape[axis] == kBatch && (*repeats)[axis] != 1)
      return node.error() << "repeat of the batch is " << (*repeats)[axis] << ", expected 1";
    shape[axis] *= shape[axis] == kBatch ? 1 : (*repeats)[axis];
  }
  Integers src;
  if (node.isIntegers(0))
    return node.integers(src, 0) ? failure() : node.defineIntegers(0, shape, [&](ArrayRef<int64_t> index) {
      SmallVector<int64_t> at(index);
      for (size_t axis = 0; axis < at.size(); axis++)
        at[axis] %= src.shape[axis];
      return src.at(at);
    });
  Value value;
  if (node.value(value, 0))
    return failure();
  return node.define(0, ArrayRef(shape) == shapeOf(value) ? value
                                                          : node.emit<gan::TileOp>(shape, value, *repeats));
}

} // namespace ganc::onnx_import
