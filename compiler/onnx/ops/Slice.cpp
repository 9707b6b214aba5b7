// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Ranges of axes. On float tensors with step one, and the batch only whole; any step on integers.
// Operands from opset 10, attributes before.

#include "compiler/onnx/Binder.h"

#include <limits>
#include <map>

using namespace mlir;

namespace ganc::onnx_import {

namespace {
/// Entries start, start + step, ... of one axis.
struct Range {
  int64_t start, step, count;
};

struct Bounds {
  std::vector<int64_t> starts, ends, axes, steps;
};
} // namespace

static ParseResult readBounds(Binder &node, Bounds &bounds) {
  std::optional<std::vector<int64_t>> starts, ends, axes, steps;
  if (node.list(starts, 1, "starts") || node.extents(ends, 2, "ends") || node.list(axes, 3, "axes") ||
      node.list(steps, 4, ""))
    return failure();
  if (!starts || !ends)
    return node.error() << "starts or ends are not given, expected both";
  const size_t count = starts->size();
  if (!axes)
    llvm::append_range(axes.emplace(), llvm::seq<int64_t>(0, count));
  if (!steps)
    steps.emplace(count, 1);
  if (ends->size() != count || axes->size() != count || steps->size() != count)
    return node.error() << "starts, ends, axes and steps have " << count << ", " << ends->size() << ", "
                        << axes->size() << " and " << steps->size() << " entries, expected equal numbers";
  bounds = {*starts, *ends, *axes, *steps};
  return success();
}

/// As in ONNX: negative positions count from the end, then both are clamped.
static Range clampRange(int64_t extent, int64_t start, int64_t end, int64_t step) {
  start += start < 0 ? extent : 0;
  end += end < 0 ? extent : 0;
  const int64_t low = step > 0 ? 0 : -1, high = step > 0 ? extent : extent - 1;
  start = std::clamp(start, std::max(low, int64_t(0)), std::max(high, int64_t(0)));
  end = std::clamp(end, low, high);
  const int64_t distance = step > 0 ? end - start : start - end;
  return {start, step, distance <= 0 ? 0 : (distance - 1) / std::abs(step) + 1};
}

/// The batch may only be taken whole.
static bool isWholeBatch(const Binder &node, int64_t start, int64_t end, int64_t step) {
  return start == 0 && step == 1 &&
         (end == kBatch || end >= std::numeric_limits<int32_t>::max() || end == node.fixedBatch());
}

static ParseResult readRanges(Binder &node, ArrayRef<int64_t> shape, std::map<int64_t, Range> &ranges) {
  Bounds bounds;
  if (readBounds(node, bounds))
    return failure();
  for (auto [start, end, axis, step] : llvm::zip(bounds.starts, bounds.ends, bounds.axes, bounds.steps)) {
    if (node.normalizeAxis(axis, shape.size()))
      return failure();
    if (step == 0 || ranges.count(axis))
      return node.error() << "axis " << axis << " is sliced twice or with step 0, expected once, and not 0";
    if (shape[axis] == kBatch ? !isWholeBatch(node, start, end, step) : end == kBatch)
      return node.error() << "slice of axis " << axis << " of " << printExtents(shape)
                          << " takes part of the batch or depends on it, expected all of it";
    if (shape[axis] != kBatch)
      ranges[axis] = clampRange(shape[axis], start, end, step);
  }
  return success();
}

static LogicalResult sliceIntegers(Binder &node, const std::map<int64_t, Range> &ranges) {
  Integers src;
  if (node.integers(src, 0))
    return failure();
  SmallVector<int64_t> shape(ArrayRef<int64_t>(src.shape));
  for (const auto &[axis, range] : ranges)
    shape[axis] = range.count;
  return node.defineIntegers(0, shape, [&](ArrayRef<int64_t> index) {
    SmallVector<int64_t> at(index);
    for (const auto &[axis, range] : ranges)
      at[axis] = range.start + index[axis] * range.step;
    return src.at(at);
  });
}

LogicalResult importSlice(Binder &node) {
  std::map<int64_t, Range> ranges;
  if (readRanges(node, node.shape(0), ranges))
    return failure();
  if (node.isIntegers(0))
    return sliceIntegers(node, ranges);
  Value value;
  if (node.tensor(value, 0))
    return failure();
  for (const auto &[axis, range] : ranges) {
    SmallVector<int64_t> shape(shapeOf(value));
    if (range.step != 1 && range.count > 1)
      return node.error() << "step is " << range.step << ", expected 1 on a float tensor";
    if (range.count == shape[axis])
      continue;
    shape[axis] = range.count;
    value = node.emit<gan::SliceOp>(shape, value, axis, range.start);
    if (!value)
      return failure();
  }
  return node.define(0, value);
}

} // namespace ganc::onnx_import
