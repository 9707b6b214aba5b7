// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Zeros around a tensor. Not supported: other modes and values, and negative pads.

#include "compiler/onnx/Binder.h"

using namespace mlir;

namespace ganc::onnx_import {

namespace {
struct Pads {
  SmallVector<int64_t> low, high;
};
} // namespace

/// Pads of every axis from pads of some: first all before, then all after.
static ParseResult spread(Binder &node, ArrayRef<int64_t> given, ArrayRef<int64_t> axes, Pads &pads) {
  if (given.size() != 2 * axes.size())
    return node.error() << "pads are " << printExtents(given) << ", expected two for each of " << axes.size()
                        << " axes";
  const int64_t rank = pads.low.size();
  for (size_t i = 0; i < axes.size(); i++) {
    int64_t axis = axes[i];
    if (node.normalizeAxis(axis, rank))
      return failure();
    pads.low[axis] = given[i];
    pads.high[axis] = given[axes.size() + i];
  }
  return success();
}

static ParseResult readPads(Binder &node, int64_t rank, Pads &pads) {
  std::optional<std::vector<int64_t>> given, axes;
  if (node.list(given, 1, "pads") || node.list(axes, 3, ""))
    return failure();
  if (!given)
    return node.error() << "pads are not given, expected two for each axis";
  if (!axes)
    llvm::append_range(axes.emplace(), llvm::seq<int64_t>(0, rank));
  pads = {SmallVector<int64_t>(rank, 0), SmallVector<int64_t>(rank, 0)};
  if (spread(node, *given, *axes, pads))
    return failure();
  for (const int64_t pad : llvm::concat<const int64_t>(pads.low, pads.high))
    if (pad < 0 || pad > numerics::kMostElements)
      return node.error() << "a pad is " << pad << ", expected zero to 2^31";
  return success();
}

static ParseResult checkMode(Binder &node) {
  std::string mode = "constant";
  std::vector<float> fill(1, 0.0f);
  if (node.attribute(mode, "mode") || node.attribute(fill.front(), "value") ||
      (node.has(2) && node.floats(fill, 2)))
    return failure();
  if (mode != "constant" || llvm::any_of(fill, [](float value) { return value != 0.0f; }))
    return node.error() << "padding is of mode '" << mode << "' with " << std::to_string(fill.front())
                        << ", expected 'constant' with zero";
  return success();
}

LogicalResult importPad(Binder &node) {
  Value src;
  Pads pads;
  if (checkMode(node) || node.value(src, 0) || readPads(node, shapeOf(src).size(), pads))
    return failure();
  SmallVector<int64_t> shape(shapeOf(src));
  bool isWhole = true;
  for (size_t axis = 0; axis < shape.size(); axis++) {
    const int64_t pad = pads.low[axis] + pads.high[axis];
    if (pad > 0 && shape[axis] == kBatch)
      return node.error() << "pads of the batch are " << pads.low[axis] << " and " << pads.high[axis]
                          << ", expected none";
    shape[axis] += pad;
    isWhole &= pad == 0;
  }
  return node.define(0, isWhole ? src : node.emit<gan::PadOp>(shape, src, pads.low, pads.high));
}

} // namespace ganc::onnx_import
