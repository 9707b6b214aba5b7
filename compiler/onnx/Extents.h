// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Extents of tensors, with the batch as a symbol that may be carried about but has no value, and integers
// known at compile time (shape arithmetic), which may contain the batch.

#ifndef GANC_COMPILER_ONNX_EXTENTS_H
#define GANC_COMPILER_ONNX_EXTENTS_H

#include "dialects/numerics/Tensor.h"

#include "mlir/IR/BuiltinTypeInterfaces.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"

#include <optional>
#include <string>
#include <vector>

namespace ganc::onnx_import {

/// Stands for the batch among extents and integers. It is the smallest int64; a file's own smallest int64
/// ("from the very end" in a Slice) is read as the next larger number, which means the same.
constexpr int64_t kBatch = mlir::ShapedType::kDynamic;

/// Replaces the smallest int64 in numbers of a file.
void keepFromBatch(std::vector<int64_t> &values);

/// Product of the extents, the batch counted as one; nothing when negative or above numerics::kMostElements.
std::optional<int64_t> elementCount(llvm::ArrayRef<int64_t> shape);

/// "[batch, 3, 7]".
std::string printExtents(llvm::ArrayRef<int64_t> shape);

/// Integers known at compile time, in C order.
struct Integers {
  std::vector<int64_t> shape;
  std::vector<int64_t> values;
  /// As OnnxTensor's.
  int elementType = 0;

  int64_t at(llvm::ArrayRef<int64_t> index) const;
  /// At an index of a shape that this one broadcasts to.
  int64_t atBroadcast(llvm::ArrayRef<int64_t> index) const;
};

/// Shape that two shapes broadcast to as in ONNX; nothing when they do not fit.
std::optional<llvm::SmallVector<int64_t>> broadcast(llvm::ArrayRef<int64_t> lhs, llvm::ArrayRef<int64_t> rhs);

} // namespace ganc::onnx_import

#endif
