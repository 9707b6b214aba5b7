// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/onnx/Nearest.h"

#include <cmath>

using namespace mlir;

namespace ganc::onnx_import {

bool repeatsEntries(StringRef coordinates, StringRef rounding, int64_t extent, int64_t factor) {
  if (factor == 1 || extent == 1)
    return true;
  if (coordinates == "asymmetric")
    return rounding == "floor" || (rounding == "round_prefer_floor" && factor == 2);
  if (coordinates == "tf_half_pixel_for_nn")
    return rounding == "floor";
  const bool isCentered = coordinates == "half_pixel" || coordinates == "pytorch_half_pixel" ||
                          coordinates == "half_pixel_symmetric";
  return isCentered && rounding.starts_with("round_prefer_");
}

ParseResult readFactors(Binder &node, ArrayRef<float> scales, std::vector<int64_t> &factors) {
  for (const float scale : scales) {
    if (!(scale >= 1.0f && scale <= numerics::kMostElements) || scale != std::floor(scale))
      return node.error() << "a scale is " << std::to_string(scale) << ", expected whole factors from 1";
    factors.push_back(static_cast<int64_t>(scale));
  }
  return success();
}

LogicalResult defineUpsampled(Binder &node, Value src, ArrayRef<int64_t> factors) {
  SmallVector<int64_t> shape(shapeOf(src));
  if (factors.size() != shape.size())
    return node.error() << "factors are " << printExtents(factors) << ", expected one for each axis of "
                        << printExtents(shape);
  for (size_t axis = 0; axis < shape.size(); axis++) {
    if (shape[axis] == kBatch && factors[axis] != 1)
      return node.error() << "factor of the batch is " << factors[axis] << ", expected 1";
    shape[axis] *= shape[axis] == kBatch ? 1 : factors[axis];
  }
  const bool isWhole = ArrayRef(shape) == shapeOf(src);
  return node.define(0, isWhole ? src : node.emit<gan::UpsampleOp>(shape, src, factors));
}

} // namespace ganc::onnx_import
