// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Another shape for the same elements. In the target, 0 copies an extent (without allowzero), -1 is inferred,
// and the batch is what Shape gave, or the number that the network was exported with, or an inferred first
// axis.

#include "compiler/onnx/Binder.h"

using namespace mlir;

namespace ganc::onnx_import {

/// Zeros replaced by the extents they stand for, and a fixed batch by the symbol.
static ParseResult resolveCopies(Binder &node, ArrayRef<int64_t> src, std::vector<int64_t> &target) {
  int64_t allowZero = 0;
  if (node.attribute(allowZero, "allowzero"))
    return failure();
  for (size_t axis = 0; axis < target.size() && !allowZero; axis++) {
    if (target[axis] != 0)
      continue;
    if (axis >= src.size())
      return node.error() << "target is " << printExtents(target) << ", expected no 0 beyond the axes of "
                          << printExtents(src);
    target[axis] = src[axis];
  }
  const bool hasBatch = !src.empty() && src.front() == kBatch;
  if (hasBatch && !target.empty() && node.fixedBatch() && target.front() == *node.fixedBatch() &&
      !llvm::is_contained(target, kBatch))
    target.front() = kBatch;
  return success();
}

/// The entry of -1 replaced. When it comes first and the others use up one shower, it is the batch.
static ParseResult resolveInferred(Binder &node, ArrayRef<int64_t> src, std::vector<int64_t> &target) {
  const auto inferred = llvm::find(target, -1);
  if (inferred == target.end())
    return success();
  *inferred = 1;
  const std::optional<int64_t> all = elementCount(src), others = elementCount(target);
  const auto refuse = [&] {
    *inferred = -1;
    return node.error() << "target is " << printExtents(target) << ", expected one that " << printExtents(src)
                        << " fits, with the batch first";
  };
  if (!all || !others || *others == 0 || *all % *others != 0)
    return refuse();
  const bool losesBatch = llvm::is_contained(src, kBatch) && !llvm::is_contained(target, kBatch);
  if (losesBatch && (inferred != target.begin() || *all != *others))
    return refuse();
  *inferred = losesBatch ? kBatch : *all / *others;
  return success();
}

LogicalResult importReshape(Binder &node) {
  std::optional<std::vector<int64_t>> target;
  if (node.extents(target, 1, ""))
    return failure();
  const ArrayRef<int64_t> src = node.shape(0);
  if (resolveCopies(node, src, *target) || resolveInferred(node, src, *target))
    return failure();
  if (elementCount(*target) != elementCount(src) ||
      llvm::is_contained(*target, kBatch) != llvm::is_contained(src, kBatch))
    return node.error() << "target is " << printExtents(*target) << ", expected as many elements as "
                        << printExtents(src);
  return node.defineReshaped(*target);
}

} // namespace ganc::onnx_import
