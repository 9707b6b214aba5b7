// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An activation times a constant matrix: a dense layer without bias. Axes of extent one between batch and
// last axis are dropped and put back; larger ones (one matrix for many rows of a shower) are not supported.

#include "compiler/onnx/Dense.h"

using namespace mlir;

namespace ganc::onnx_import {

LogicalResult importMatMul(Binder &node) {
  Value src, weight;
  if (node.activation(src, 0) || node.parameter(weight, 1))
    return failure();
  return node.define(0, emitMatMul(node, src, weight));
}

} // namespace ganc::onnx_import
