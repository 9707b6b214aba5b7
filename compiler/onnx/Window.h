// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How a kernel is moved over the space axes: what Conv and ConvTranspose have in common.

#ifndef GANC_COMPILER_ONNX_WINDOW_H
#define GANC_COMPILER_ONNX_WINDOW_H

#include "compiler/onnx/Binder.h"

namespace ganc::onnx_import {

struct Window {
  std::string autoPad = "NOTSET";
  std::vector<int64_t> kernel, strides, dilations;
  /// As given; zeros unless autoPad is NOTSET.
  std::vector<int64_t> low, high;
  int64_t group = 1;

  size_t rank() const { return kernel.size(); }
  /// Extent of the kernel with its gaps.
  int64_t reach(size_t axis) const { return (kernel[axis] - 1) * dilations[axis] + 1; }
};

/// An attribute with one entry for each of `count` axes, between `least` and 2^31; kept when absent.
mlir::ParseResult readPerAxis(Binder &node, std::vector<int64_t> &values, llvm::StringRef name, size_t count,
                              int64_t least);

/// The window of src [n, c, space...] and weight [., ., kernel...] with one to three space axes.
mlir::ParseResult readWindow(Binder &node, mlir::Value src, mlir::Value weight, Window &window);

} // namespace ganc::onnx_import

#endif
