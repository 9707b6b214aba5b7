// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Product; on integers, the batch may be multiplied by one.

#include "compiler/onnx/Elementwise.h"

using namespace mlir;

namespace ganc::onnx_import {

static std::optional<int64_t> combine(int64_t lhs, int64_t rhs) {
  if (lhs == 1 || rhs == 1)
    return lhs == 1 ? rhs : lhs;
  int64_t product;
  if (lhs == kBatch || rhs == kBatch || __builtin_mul_overflow(lhs, rhs, &product))
    return std::nullopt;
  return product;
}

LogicalResult importMul(Binder &node) {
  return importBinary<gan::MulOp>(node, combine);
}

} // namespace ganc::onnx_import
