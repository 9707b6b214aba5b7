// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// (stored - zero point) * scale, of activations and constants (Quantization.h). Not supported: blocks.

#include "compiler/onnx/Quantization.h"

using namespace mlir;

namespace ganc::onnx_import {

LogicalResult importDequantizeLinear(Binder &node) {
  int64_t axis = 1, block = 0;
  if (node.attribute(axis, "axis") || node.attribute(block, "block_size"))
    return failure();
  if (block != 0)
    return node.error() << "block_size is " << block << ", expected none";
  return node.define(0, dequantizeOperand(node, 0, axis));
}

} // namespace ganc::onnx_import
