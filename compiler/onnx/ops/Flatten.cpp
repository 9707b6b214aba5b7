// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// All axes from `axis` on become one; those before it must be the batch, and axes of extent one.

#include "compiler/onnx/Binder.h"

using namespace mlir;

namespace ganc::onnx_import {

LogicalResult importFlatten(Binder &node) {
  const ArrayRef<int64_t> src = node.shape(0);
  const int64_t rank = src.size();
  int64_t axis = 1;
  if (node.attribute(axis, "axis"))
    return failure();
  if (axis < -rank || axis > rank)
    return node.error() << "axis is " << axis << ", expected one of a tensor with " << rank << " axes";
  axis += axis < 0 ? rank : 0;
  const ArrayRef<int64_t> outer = src.take_front(axis), inner = src.drop_front(axis);
  const bool hasBatch = !src.empty() && src.front() == kBatch;
  if (hasBatch && (outer.empty() || elementCount(outer) != 1))
    return node.error() << "axis is " << axis << " of " << printExtents(src)
                        << ", expected the batch to stay an axis of its own";
  return node.defineReshaped({hasBatch ? kBatch : *elementCount(outer), *elementCount(inner)});
}

} // namespace ganc::onnx_import
