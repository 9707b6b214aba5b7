// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Difference; on integers, zero may be taken from the batch.

#include "compiler/onnx/Elementwise.h"

using namespace mlir;

namespace ganc::onnx_import {

static std::optional<int64_t> combine(int64_t lhs, int64_t rhs) {
  if (rhs == 0)
    return lhs;
  int64_t difference;
  if (lhs == kBatch || rhs == kBatch || __builtin_sub_overflow(lhs, rhs, &difference))
    return std::nullopt;
  return difference;
}

LogicalResult importSub(Binder &node) {
  return importBinary<gan::SubOp>(node, combine);
}

} // namespace ganc::onnx_import
