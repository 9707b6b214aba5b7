// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sum; on integers, the batch may be added to zero.

#include "compiler/onnx/Elementwise.h"

using namespace mlir;

namespace ganc::onnx_import {

static std::optional<int64_t> combine(int64_t lhs, int64_t rhs) {
  if (lhs == 0 || rhs == 0)
    return lhs == 0 ? rhs : lhs;
  int64_t sum;
  if (lhs == kBatch || rhs == kBatch || __builtin_add_overflow(lhs, rhs, &sum))
    return std::nullopt;
  return sum;
}

LogicalResult importAdd(Binder &node) {
  return importBinary<gan::AddOp>(node, combine);
}

} // namespace ganc::onnx_import
