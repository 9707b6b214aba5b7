// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Shapes and storage of the dialect's tensor types. A tensor has a batch when its first extent is dynamic;
// "shower" shapes write that extent as 1, so that an index into one shower has an entry for every axis.

#ifndef GANC_DIALECTS_GAN_OPS_TENSORTYPES_H
#define GANC_DIALECTS_GAN_OPS_TENSORTYPES_H

#include "dialects/gan/Gan.h"
#include "dialects/numerics/Requantization.h"

namespace ganc::gan {

mlir::RankedTensorType tensorType(mlir::Value value);
bool hasBatch(mlir::Value value);
bool isQuantized(mlir::Value value);

/// The extents with a batch of 1.
std::vector<int64_t> showerShape(mlir::Value value);
int64_t showerElements(mlir::Value value);

/// The storage of a tensor that is quantized per tensor.
numerics::Storage storageOf(mlir::Value value);

/// The stored value that means zero: 0 on f32 tensors.
double zeroOf(mlir::Value value);

/// Scale and zero point of a quantized tensor: one, or one for each entry of the axis it is quantized along.
struct Scale {
  double scale;
  int64_t zeroPoint;
};
std::vector<Scale> scalesOf(mlir::Value value);

/// Stored in 32 bits, as biases of quantized models.
bool isStoredWord(mlir::Value value);

/// Index of an element, in C order, of a tensor of this shape; and back.
std::vector<int64_t> indexOf(int64_t element, llvm::ArrayRef<int64_t> shape);
int64_t elementOf(llvm::ArrayRef<int64_t> index, llvm::ArrayRef<int64_t> shape);

/// An empty result for `value`, with the batch of those operands that have one.
numerics::Tensor makeResult(mlir::Value value, llvm::ArrayRef<const numerics::Tensor *> operands);

} // namespace ganc::gan

#endif
