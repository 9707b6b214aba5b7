// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Drops axes of extent one: those given (attribute, from opset 13 an operand), or all.

#include "compiler/onnx/Binder.h"

#include "llvm/ADT/SmallBitVector.h"

using namespace mlir;

namespace ganc::onnx_import {

LogicalResult importSqueeze(Binder &node) {
  const ArrayRef<int64_t> src = node.shape(0);
  std::optional<std::vector<int64_t>> axes;
  if (node.list(axes, 1, "axes"))
    return failure();
  llvm::SmallBitVector drop(src.size());
  if (!axes)
    for (size_t axis = 0; axis < src.size(); axis++)
      drop[axis] = src[axis] == 1;
  for (int64_t axis : axes.value_or(std::vector<int64_t>())) {
    if (node.normalizeAxis(axis, src.size()))
      return failure();
    if (src[axis] != 1)
      return node.error() << "axis " << axis << " of " << printExtents(src)
                          << " is dropped, expected extent 1";
    drop.set(axis);
  }
  // Without axes, a batch of one would go as well.
  if (!axes && node.fixedBatch() == 1 && !src.empty() && src.front() == kBatch)
    return node.error() << "axes are not given, expected them: the batch has extent 1";
  SmallVector<int64_t> shape;
  for (size_t axis = 0; axis < src.size(); axis++)
    if (!drop[axis])
      shape.push_back(src[axis]);
  return node.defineReshaped(shape);
}

} // namespace ganc::onnx_import
