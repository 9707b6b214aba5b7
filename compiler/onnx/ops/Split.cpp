// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Consecutive ranges of one axis. Their sizes are given (attribute, from opset 13 an operand), or equal; with
// num_outputs (opset 18) the last may be smaller.

#include "compiler/onnx/Binder.h"

using namespace mlir;

namespace ganc::onnx_import {

/// Sizes when none are given.
static std::vector<int64_t> equalSizes(int64_t extent, int64_t count) {
  const int64_t size = (extent + count - 1) / count;
  std::vector<int64_t> sizes(count, size);
  sizes.back() = extent - size * (count - 1);
  return sizes;
}

static ParseResult readSizes(Binder &node, int64_t extent, std::vector<int64_t> &sizes) {
  const int64_t count = node.outputCount();
  std::optional<std::vector<int64_t>> given;
  int64_t declared = count;
  if (node.list(given, 1, "split") || node.attribute(declared, "num_outputs"))
    return failure();
  if (!given && extent % count != 0 && !node.hasAttribute("num_outputs"))
    return node.error() << "axis to split has extent " << extent << ", expected a multiple of " << count;
  sizes = given ? *given : equalSizes(extent, count);
  int64_t sum = 0;
  for (const int64_t size : sizes)
    sum += size < 0 || size > extent ? extent + 1 : size;
  if (sum != extent || declared != count || static_cast<int64_t>(sizes.size()) != count)
    return node.error() << "sizes are " << printExtents(sizes) << ", expected " << count << " with the sum "
                        << extent;
  return success();
}

static LogicalResult definePiece(Binder &node, unsigned piece, int64_t axis, int64_t begin, int64_t size) {
  SmallVector<int64_t> shape(node.shape(0));
  shape[axis] = size;
  Value value;
  if (!node.isIntegers(0))
    return node.value(value, 0) ? failure()
                                : node.define(piece, node.emit<gan::SliceOp>(shape, value, axis, begin));
  Integers src;
  if (node.integers(src, 0))
    return failure();
  return node.defineIntegers(piece, shape, [&](ArrayRef<int64_t> index) {
    SmallVector<int64_t> at(index);
    at[axis] += begin;
    return src.at(at);
  });
}

LogicalResult importSplit(Binder &node) {
  const ArrayRef<int64_t> shape = node.shape(0);
  int64_t axis = 0;
  if (node.attribute(axis, "axis") || node.normalizeAxis(axis, shape.size()))
    return failure();
  if (shape[axis] == kBatch)
    return node.error() << "axis is " << axis << ", the batch, expected another (showers are independent)";
  std::vector<int64_t> sizes;
  if (readSizes(node, shape[axis], sizes))
    return failure();
  int64_t begin = 0;
  for (unsigned piece = 0; piece < sizes.size(); begin += sizes[piece++])
    if (failed(definePiece(node, piece, axis, begin, sizes[piece])))
      return failure();
  return success();
}

} // namespace ganc::onnx_import
