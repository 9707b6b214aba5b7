// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// saturate(round_half_even(x / scale) + zero point): activations with one scale, constants also with one for each
// entry of an axis. Stored in uint8 or int8. Not supported: blocks, other types.

#include "compiler/onnx/Quantization.h"

using namespace mlir;

namespace ganc::onnx_import {

LogicalResult importQuantizeLinear(Binder &node) {
  int64_t axis = 1, block = 0;
  Value src;
  if (node.attribute(axis, "axis") || node.attribute(block, "block_size") || node.value(src, 0))
    return failure();
  if (block != 0)
    return node.error() << "block_size is " << block << ", expected none";
  return isActivation(src) ? node.define(0, quantize(node, src, 1)) : defineStored(node, axis);
}

} // namespace ganc::onnx_import
