// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/onnx/Convolution.h"

#include "compiler/onnx/Window.h"

using namespace mlir;

namespace ganc::onnx_import {

/// SAME: as many positions as ceil(extent / stride); an odd pad goes to the high end for SAME_UPPER.
static void padSame(Window &window, ArrayRef<int64_t> extents) {
  for (size_t axis = 0; axis < window.rank(); axis++) {
    const int64_t stride = window.strides[axis];
    const int64_t count = (extents[axis] + stride - 1) / stride;
    const int64_t pad = std::max(int64_t(0), (count - 1) * stride + window.reach(axis) - extents[axis]);
    window.low[axis] = window.autoPad == "SAME_UPPER" ? pad / 2 : pad - pad / 2;
    window.high[axis] = pad - window.low[axis];
  }
}

static ParseResult inferSpace(Binder &node, const Window &window, ArrayRef<int64_t> extents,
                              SmallVectorImpl<int64_t> &shape) {
  for (size_t axis = 0; axis < window.rank(); axis++) {
    const int64_t room = extents[axis] + window.low[axis] + window.high[axis] - window.reach(axis);
    if (room < 0)
      return node.error() << "kernel reaches over " << window.reach(axis) << " of space axis " << axis
                          << ", expected at most its padded extent " << room + window.reach(axis);
    shape.push_back(room / window.strides[axis] + 1);
  }
  return success();
}

Value emitConvolution(Binder &node, Value src, Value weight, Value bias) {
  Window window;
  if (readWindow(node, src, weight, window))
    return nullptr;
  const ArrayRef<int64_t> extents = shapeOf(src).drop_front(2);
  if (StringRef(window.autoPad).starts_with("SAME"))
    padSame(window, extents);
  SmallVector<int64_t> shape = {kBatch, shapeOf(weight)[0]};
  if (inferSpace(node, window, extents, shape))
    return nullptr;
  return node.emit<gan::ConvOp>(shape, src, weight, bias, /*multiplier=*/Value(), gan::Activation::None,
                                /*slope=*/llvm::APFloat(0.0f), /*rowSums=*/false, window.strides,
                                window.dilations, window.low, window.high, window.group);
}

} // namespace ganc::onnx_import
