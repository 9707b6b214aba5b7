// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Transposed convolution of one to three space axes. Extents of the result, from which auto_pad or
// output_shape follow:
//
//     stride * (extent - 1) + reach of the kernel + output_padding - low - high

#include "compiler/onnx/Window.h"

using namespace mlir;

namespace ganc::onnx_import {

/// Pads that give the wanted extents; the odd one is low, but for SAME_UPPER high.
static ParseResult padTo(Binder &node, Window &window, ArrayRef<int64_t> full, ArrayRef<int64_t> wanted) {
  for (size_t axis = 0; axis < window.rank(); axis++) {
    const int64_t pad = full[axis] - wanted[axis];
    if (pad < 0)
      return node.error() << "space axis " << axis << " of the result is to be " << wanted[axis]
                          << ", expected at most " << full[axis];
    window.low[axis] = window.autoPad == "SAME_UPPER" ? pad / 2 : pad - pad / 2;
    window.high[axis] = pad - window.low[axis];
  }
  return success();
}

/// Extents of the result; sets the pads.
static ParseResult inferSpace(Binder &node, Window &window, ArrayRef<int64_t> extents,
                              ArrayRef<int64_t> extra, std::vector<int64_t> &space) {
  std::vector<int64_t> full, same;
  for (size_t axis = 0; axis < window.rank(); axis++) {
    full.push_back(window.strides[axis] * (extents[axis] - 1) + window.reach(axis) + extra[axis]);
    same.push_back(window.strides[axis] * extents[axis]);
  }
  if (node.hasAttribute("output_shape"))
    return failure(readPerAxis(node, space, "output_shape", window.rank(), 1) ||
                   padTo(node, window, full, space));
  if (StringRef(window.autoPad).starts_with("SAME")) {
    space = same;
    return padTo(node, window, full, space);
  }
  for (size_t axis = 0; axis < window.rank(); axis++)
    space.push_back(full[axis] - window.low[axis] - window.high[axis]);
  return success();
}

LogicalResult importConvTranspose(Binder &node) {
  Value src, weight, bias;
  Window window;
  if (node.activation(src, 0) || node.parameter(weight, 1) || node.optionalParameter(bias, 2) ||
      readWindow(node, src, weight, window))
    return failure();
  std::vector<int64_t> extra(window.rank(), 0), space;
  if (readPerAxis(node, extra, "output_padding", window.rank(), 0) ||
      inferSpace(node, window, shapeOf(src).drop_front(2), extra, space))
    return failure();
  SmallVector<int64_t> shape = {kBatch, shapeOf(weight)[1] * window.group};
  llvm::append_range(shape, space);
  return node.define(0, node.emit<gan::ConvTransposeOp>(shape, src, weight, bias, /*multiplier=*/Value(),
                                                        gan::Activation::None, /*slope=*/llvm::APFloat(0.0f),
                                                        /*rowSums=*/false, window.strides, window.dilations,
                                                        window.low, window.high, extra, window.group));
}

} // namespace ganc::onnx_import
