// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Upsampling by whole factors in those of the nearest modes that repeat every entry (see Nearest.h). Scales
// or sizes are given; opset 10 has scales alone, and rounds down. Not supported: linear and cubic, and
// nearest with other factors.

#include "compiler/onnx/Nearest.h"

using namespace mlir;

namespace ganc::onnx_import {

namespace {
struct Modes {
  std::string mode = "nearest", coordinates = "half_pixel", rounding = "round_prefer_floor",
              aspect = "stretch";
};
} // namespace

static ParseResult readModes(Binder &node, Modes &modes) {
  if (node.opset() == 10)
    modes.coordinates = "asymmetric", modes.rounding = "floor";
  if (node.attribute(modes.mode, "mode") ||
      node.attribute(modes.coordinates, "coordinate_transformation_mode") ||
      node.attribute(modes.rounding, "nearest_mode") ||
      node.attribute(modes.aspect, "keep_aspect_ratio_policy"))
    return failure();
  if (modes.mode != "nearest" || modes.aspect != "stretch")
    return node.error() << "Resize is of mode '" << modes.mode << "' (" << modes.aspect
                        << "), expected 'nearest' (stretch) by whole factors";
  return success();
}

/// Factors from the extents of the result.
static ParseResult divideSizes(Binder &node, ArrayRef<int64_t> shape, ArrayRef<int64_t> sizes,
                               std::vector<int64_t> &factors) {
  for (size_t i = 0; i < shape.size() && sizes.size() == shape.size(); i++) {
    const bool isBatch = shape[i] == kBatch && (sizes[i] == kBatch || sizes[i] == node.fixedBatch());
    if (!isBatch && (shape[i] == kBatch || sizes[i] < 1 || sizes[i] % shape[i] != 0))
      break;
    factors.push_back(isBatch ? 1 : sizes[i] / shape[i]);
  }
  if (factors.size() != shape.size())
    return node.error() << "sizes are " << printExtents(sizes) << ", expected whole multiples of "
                        << printExtents(shape);
  return success();
}

/// Factors of the axes that are resized: all, unless `axes` (opset 18) names some.
static ParseResult readAxes(Binder &node, int64_t rank, std::vector<int64_t> &axes) {
  llvm::append_range(axes, llvm::seq<int64_t>(0, rank));
  if (node.attribute(axes, "axes"))
    return failure();
  for (int64_t &axis : axes)
    if (node.normalizeAxis(axis, rank))
      return failure();
  return success();
}

static ParseResult readGiven(Binder &node, ArrayRef<int64_t> shape, std::vector<int64_t> &factors) {
  const unsigned scalesOperand = node.opset() == 10 ? 1 : 2;
  if (node.has(scalesOperand)) {
    std::vector<float> scales;
    return failure(node.floats(scales, scalesOperand) || readFactors(node, scales, factors));
  }
  if (!node.has(3))
    return node.error() << "neither scales nor sizes are given, expected one of them, known at compile time";
  std::optional<std::vector<int64_t>> sizes;
  return failure(node.extents(sizes, 3, "") || divideSizes(node, shape, *sizes, factors));
}

LogicalResult importResize(Binder &node) {
  Value src;
  Modes modes;
  std::vector<int64_t> axes, given;
  if (readModes(node, modes) || node.tensor(src, 0) || readAxes(node, shapeOf(src).size(), axes))
    return failure();
  const ArrayRef<int64_t> shape = shapeOf(src);
  SmallVector<int64_t> resized;
  for (const int64_t axis : axes)
    resized.push_back(shape[axis]);
  if (readGiven(node, resized, given))
    return failure();
  if (given.size() != axes.size())
    return node.error() << "factors are " << printExtents(given) << ", expected " << axes.size();
  std::vector<int64_t> factors(shape.size(), 1);
  for (size_t i = 0; i < axes.size(); i++) {
    factors[axes[i]] = given[i];
    if (!repeatsEntries(modes.coordinates, modes.rounding, resized[i], given[i]))
      return node.error()
             << "Resize is " << modes.coordinates << " with " << modes.rounding << " by " << given[i]
             << ", expected modes that repeat every entry, as half_pixel with round_prefer_floor "
             << "or asymmetric with floor";
  }
  return defineUpsampled(node, src, factors);
}

} // namespace ganc::onnx_import
