// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Functions of single values, of one operand or of two that are broadcast.

#ifndef GANC_COMPILER_ONNX_ELEMENTWISE_H
#define GANC_COMPILER_ONNX_ELEMENTWISE_H

#include "compiler/onnx/Binder.h"

namespace ganc::onnx_import {

template <typename Op> mlir::LogicalResult importUnary(Binder &node) {
  mlir::Value src;
  if (node.value(src, 0))
    return mlir::failure();
  return node.define(0, node.emit<Op>(shapeOf(src), src));
}

/// Result of an operation on integers; nothing when it overflows, or would need the batch's value.
using Combine = std::optional<int64_t> (*)(int64_t lhs, int64_t rhs);

/// `combine` element by element.
mlir::LogicalResult combineIntegers(Binder &node, llvm::ArrayRef<int64_t> shape, Combine combine);

/// The shape that both operands broadcast to; nothing after an error.
std::optional<llvm::SmallVector<int64_t>> broadcastOperands(Binder &node);

/// Integers are combined now, float tensors by a gan op.
template <typename Op> mlir::LogicalResult importBinary(Binder &node, Combine combine) {
  const std::optional<llvm::SmallVector<int64_t>> shape = broadcastOperands(node);
  if (!shape)
    return mlir::failure();
  if (node.isIntegers(0) && node.isIntegers(1))
    return combineIntegers(node, *shape, combine);
  mlir::Value lhs, rhs;
  if (node.value(lhs, 0) || node.value(rhs, 1))
    return mlir::failure();
  return node.define(0, node.emit<Op>(*shape, lhs, rhs));
}

} // namespace ganc::onnx_import

#endif
