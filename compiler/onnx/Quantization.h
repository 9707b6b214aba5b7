// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tensors that a quantized model stores as integers: x = (stored - zero point) * scale. QuantizeLinear makes them,
// DequantizeLinear reads them, and an op on them (QLinearConv, ...) is imported as both around the f32 op:
//
//   y = QLinearOp(x, w)    ->    y = quantize(op(dequantize x, dequantize w))
//
// Activations are stored in u8; those of int8 have 128 added to value and zero point, which changes no result.
// Constants stay as in the file. Functions give null after an error at the node.

#ifndef GANC_COMPILER_ONNX_QUANTIZATION_H
#define GANC_COMPILER_ONNX_QUANTIZATION_H

#include "compiler/onnx/Binder.h"

namespace ganc::onnx_import {

/// The f32 value of a stored operand, whose scale and zero point (perhaps not given) are the two operands behind it.
/// `axis` is that of several scales, which only constants may have.
mlir::Value dequantizeOperand(Binder &node, unsigned operand, int64_t axis);

/// A bias of int32 with the products of the scales of `src` and `weight`, both dequantized; null when not given.
mlir::ParseResult dequantizeBias(Binder &node, unsigned operand, mlir::Value src, mlir::Value weight,
                                 mlir::Value &bias);

/// `src` stored as the operands `scale` and the one behind it say; null also when src is.
mlir::Value quantize(Binder &node, mlir::Value src, unsigned scale);

/// Op of two stored operands, each before its scale and zero point, stored as the operands behind say.
template <typename Op> mlir::LogicalResult defineQuantizedBinary(Binder &node) {
  const mlir::Value lhs = dequantizeOperand(node, 0, /*axis=*/1);
  const mlir::Value rhs = lhs ? dequantizeOperand(node, 3, /*axis=*/1) : lhs;
  if (!rhs)
    return mlir::failure();
  const auto shape = broadcast(shapeOf(lhs), shapeOf(rhs));
  if (!shape)
    return node.error() << "operands' shapes are " << printExtents(shapeOf(lhs)) << " and "
                        << printExtents(shapeOf(rhs)) << ", expected extents that are equal or one";
  if (!isActivation(lhs) && !isActivation(rhs))
    return node.error() << "operands are constant, expected one that depends on the inputs";
  return node.define(0, quantize(node, node.emit<Op>(*shape, lhs, rhs), 6));
}

/// Defines result 0 as the integers that a constant operand 0 is stored as. `axis` as above.
mlir::LogicalResult defineStored(Binder &node, int64_t axis);

/// The matrix of a dequantized constant, transposed; null for any other value.
mlir::Value transposeDequantized(Binder &node, mlir::Value matrix);

} // namespace ganc::onnx_import

#endif
