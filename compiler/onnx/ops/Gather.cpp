// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Entries of one axis by indices known at compile time. On float tensors it becomes slices, one for a run of
// ascending indices, and a concatenation.

#include "compiler/onnx/Binder.h"

using namespace mlir;

namespace ganc::onnx_import {

/// Indices counted from the start; nothing after an error.
static ParseResult readIndices(Binder &node, Integers &indices, int64_t extent) {
  if (node.integers(indices, 1))
    return failure();
  for (int64_t &index : indices.values) {
    if (index < -extent || index >= extent)
      return node.error() << "indices are " << printExtents(indices.values) << ", expected them within "
                          << extent << " entries";
    index += index < 0 ? extent : 0;
  }
  return success();
}

static LogicalResult gatherIntegers(Binder &node, int64_t axis, const Integers &indices,
                                    ArrayRef<int64_t> shape) {
  Integers src;
  if (node.integers(src, 0))
    return failure();
  const size_t indexRank = indices.shape.size();
  return node.defineIntegers(0, shape, [&](ArrayRef<int64_t> index) {
    SmallVector<int64_t> at(index.take_front(axis));
    at.push_back(indices.at(index.slice(axis, indexRank)));
    llvm::append_range(at, index.drop_front(axis + indexRank));
    return src.at(at);
  });
}

/// The gathered entries along one axis, or null after an error.
static Value gatherEntries(Binder &node, Value src, int64_t axis, ArrayRef<int64_t> indices) {
  SmallVector<Value> pieces;
  SmallVector<int64_t> shape(shapeOf(src));
  for (size_t first = 0, last; first < indices.size(); first = last) {
    for (last = first + 1; last < indices.size() && indices[last] == indices[last - 1] + 1;)
      last++;
    shape[axis] = last - first;
    pieces.push_back(node.emit<gan::SliceOp>(shape, src, axis, indices[first]));
    if (!pieces.back())
      return nullptr;
  }
  shape[axis] = indices.size();
  return pieces.size() == 1 ? pieces.front() : node.emit<gan::ConcatOp>(shape, ValueRange(pieces), axis);
}

LogicalResult importGather(Binder &node) {
  const ArrayRef<int64_t> src = node.shape(0);
  int64_t axis = 0;
  Integers indices;
  if (node.attribute(axis, "axis") || node.normalizeAxis(axis, src.size()))
    return failure();
  if (src[axis] == kBatch)
    return node.error() << "axis is " << axis << ", the batch, expected another (showers are independent)";
  if (readIndices(node, indices, src[axis]))
    return failure();
  SmallVector<int64_t> shape(src.take_front(axis));
  llvm::append_range(shape, indices.shape);
  llvm::append_range(shape, src.drop_front(axis + 1));
  if (node.isIntegers(0))
    return gatherIntegers(node, axis, indices, shape);
  Value value;
  if (node.value(value, 0))
    return failure();
  if (indices.values.empty())
    return node.error() << "indices are empty, expected at least one";
  const Value entries = gatherEntries(node, value, axis, indices.values);
  return node.define(0, entries ? node.emitReshape(entries, shape) : entries);
}

} // namespace ganc::onnx_import
