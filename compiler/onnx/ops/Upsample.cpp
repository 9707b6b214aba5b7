// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Nearest upsampling before Resize took its place: scales are an attribute in opset 7 and an operand in 9,
// coordinates are rounded down.

#include "compiler/onnx/Nearest.h"

using namespace mlir;

namespace ganc::onnx_import {

LogicalResult importUpsample(Binder &node) {
  Value src;
  std::string mode = "nearest";
  std::vector<float> scales;
  std::vector<int64_t> factors;
  if (node.value(src, 0) || node.attribute(mode, "mode") || node.attribute(scales, "scales") ||
      (node.has(1) && node.floats(scales, 1)))
    return failure();
  if (mode != "nearest")
    return node.error() << "mode is '" << mode << "', expected 'nearest'";
  return readFactors(node, scales, factors) ? failure() : defineUpsampled(node, src, factors);
}

} // namespace ganc::onnx_import
