// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What verifiers of several ops check, and how they say it: "X is ..., expected ...", with a note at the
// place the other value comes from.

#ifndef GANC_DIALECTS_GAN_OPS_CHECKS_H
#define GANC_DIALECTS_GAN_OPS_CHECKS_H

#include "dialects/gan/Gan.h"

#include <string>

namespace ganc::gan {

/// Largest stride, dilation, padding, factor: sums of a few products with extents then fit 64 bits.
constexpr int64_t kLargestStep = int64_t{1} << 24;

/// An error at `op` with a note where `value`, its operand or result called `role`, comes from.
mlir::InFlightDiagnostic emitErrorAbout(mlir::Operation *op, mlir::Value value, llvm::StringRef role);

/// Every operand and result is ranked, static but for the batch, without empty axes, and of at most
/// kMostElements elements a shower.
mlir::LogicalResult checkTensors(mlir::Operation *op);

/// `value` is f32, or quantized per tensor to 8 or 16 bits with values of f32.
mlir::LogicalResult checkQuantizedPerTensor(mlir::Operation *op, mlir::Value value, llvm::StringRef role);

/// The result `dst` has this shape.
mlir::LogicalResult checkResultShape(mlir::Operation *op, llvm::ArrayRef<int64_t> expected);

/// `values` has `count` entries, each in low..kLargestStep.
mlir::LogicalResult checkSteps(mlir::Operation *op, llvm::StringRef name, llvm::ArrayRef<int64_t> values,
                               size_t count, int64_t low);

/// `axis` is an axis of `value` other than the batch.
mlir::LogicalResult checkAxis(mlir::Operation *op, mlir::Value value, int64_t axis);

/// Extents as "?x64x7".
std::string shapeText(llvm::ArrayRef<int64_t> shape);

} // namespace ganc::gan

#endif
