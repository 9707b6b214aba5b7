// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Convolution of one to three space axes.

#include "compiler/onnx/Convolution.h"

using namespace mlir;

namespace ganc::onnx_import {

LogicalResult importConv(Binder &node) {
  Value src, weight, bias;
  if (node.activation(src, 0) || node.parameter(weight, 1) || node.optionalParameter(bias, 2))
    return failure();
  return node.define(0, emitConvolution(node, src, weight, bias));
}

} // namespace ganc::onnx_import
