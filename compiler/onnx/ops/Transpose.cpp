// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Axes in another order; the batch stays first.

#include "compiler/onnx/Binder.h"

using namespace mlir;

namespace ganc::onnx_import {

/// Axes in reverse order unless `perm` is given.
static ParseResult readPermutation(Binder &node, int64_t rank, std::vector<int64_t> &permutation) {
  for (int64_t axis = rank; axis-- > 0;)
    permutation.push_back(axis);
  const std::vector<int64_t> axes(permutation.rbegin(), permutation.rend());
  if (node.attribute(permutation, "perm"))
    return failure();
  std::vector<int64_t> sorted = permutation;
  llvm::sort(sorted);
  if (sorted != axes)
    return node.error() << "perm is " << printExtents(permutation) << ", expected each of " << rank
                        << " axes once";
  return success();
}

LogicalResult importTranspose(Binder &node) {
  const ArrayRef<int64_t> src = node.shape(0);
  std::vector<int64_t> permutation;
  if (readPermutation(node, src.size(), permutation))
    return failure();
  SmallVector<int64_t> shape;
  for (const int64_t axis : permutation)
    shape.push_back(src[axis]);
  if (!node.isIntegers(0)) {
    Value value;
    return node.tensor(value, 0) ? failure()
                                 : node.define(0, node.emit<gan::TransposeOp>(shape, value, permutation));
  }
  Integers integers;
  if (node.integers(integers, 0))
    return failure();
  return node.defineIntegers(0, shape, [&](ArrayRef<int64_t> index) {
    SmallVector<int64_t> at(index.size());
    for (size_t i = 0; i < at.size(); i++)
      at[permutation[i]] = index[i];
    return integers.at(at);
  });
}

} // namespace ganc::onnx_import
