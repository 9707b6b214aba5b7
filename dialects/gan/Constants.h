// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Parameters of a network: the one way to make them and to read them, whatever attribute holds them.

#ifndef GANC_DIALECTS_GAN_CONSTANTS_H
#define GANC_DIALECTS_GAN_CONSTANTS_H

#include "dialects/gan/Gan.h"

#include <optional>
#include <vector>

namespace ganc::gan {

/// Constants of more elements are kept as resources, printed at the end of the module.
constexpr int64_t kInlineElements = 16;

/// An attribute for `values` in C order, 4- or 8-byte floats or 1-, 2- and 4-byte integers as `type` says. `hint`
/// names the resource of a large one.
mlir::ElementsAttr makeElements(mlir::RankedTensorType type, llvm::ArrayRef<char> values,
                                llvm::StringRef hint);

/// A `gan.constant` of f32 type from values in C order; the location's name names it. Values that f32 cannot
/// hold are kept in float64, so that folding one op into the next does not round in between.
ConstantOp makeConstant(mlir::OpBuilder &builder, mlir::Location loc, llvm::ArrayRef<float> values,
                        llvm::ArrayRef<int64_t> shape);
ConstantOp makeConstant(mlir::OpBuilder &builder, mlir::Location loc, llvm::ArrayRef<double> values,
                        llvm::ArrayRef<int64_t> shape);

/// A `gan.constant` of quantized type (storage i8, i16 or i32) from stored integers.
ConstantOp makeStoredConstant(mlir::OpBuilder &builder, mlir::Location loc, llvm::ArrayRef<int32_t> stored,
                              mlir::RankedTensorType type);

/// The values of an attribute of floats, splats expanded; nothing when it is not one.
std::optional<std::vector<double>> exactValues(mlir::Attribute attribute);

/// The values of a constant of f32 type, splats expanded; nothing when it is not one. Exact, or rounded to f32.
std::optional<std::vector<double>> exactValues(mlir::Value value);
std::optional<std::vector<float>> floatValues(mlir::Value value);

/// The stored integers of a quantized constant.
std::optional<std::vector<int32_t>> storedValues(mlir::Value value);

/// The name that a location carries (an ONNX node's), or "".
llvm::StringRef nameOf(mlir::Location loc);

/// Says that `op` now does what ops at `absorbed` did, too; its own name stays.
void addNodes(mlir::Operation *op, mlir::Location absorbed);

} // namespace ganc::gan

#endif
