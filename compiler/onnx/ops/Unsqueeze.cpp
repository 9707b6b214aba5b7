// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// New axes of extent one, at positions of the result (attribute, from opset 13 an operand).

#include "compiler/onnx/Binder.h"

using namespace mlir;

namespace ganc::onnx_import {

LogicalResult importUnsqueeze(Binder &node) {
  const ArrayRef<int64_t> src = node.shape(0);
  std::optional<std::vector<int64_t>> axes;
  if (node.list(axes, 1, "axes"))
    return failure();
  if (!axes)
    return node.error() << "axes are not given, expected the new ones";
  SmallVector<int64_t> shape(src.size() + axes->size(), 0);
  for (int64_t axis : *axes) {
    if (node.normalizeAxis(axis, shape.size()))
      return failure();
    if (shape[axis] == 1)
      return node.error() << "axes are " << printExtents(*axes) << ", expected each once";
    shape[axis] = 1;
  }
  const int64_t *next = src.begin();
  for (int64_t &extent : shape)
    if (extent == 0)
      extent = *next++;
  return node.defineReshaped(shape);
}

} // namespace ganc::onnx_import
