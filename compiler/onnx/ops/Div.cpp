// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Quotient; on integers rounded towards zero, and the batch may be divided by one.

#include "compiler/onnx/Elementwise.h"

using namespace mlir;

namespace ganc::onnx_import {

static std::optional<int64_t> combine(int64_t lhs, int64_t rhs) {
  if (rhs == 1)
    return lhs;
  if (lhs == kBatch || rhs == kBatch || rhs == 0)
    return std::nullopt;
  return lhs / rhs; // no overflow: the smallest int64, kBatch, is out already
}

LogicalResult importDiv(Binder &node) {
  return importBinary<gan::DivOp>(node, combine);
}

} // namespace ganc::onnx_import
