// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The float64 steps between accumulator and stored value of an op with a quantized model's own rounding:
// dialects/numerics/Requantization.h says which, in which order.

#ifndef GANC_PASSES_CODEGEN_EXACTRESCALING_H
#define GANC_PASSES_CODEGEN_EXACTRESCALING_H

#include "passes/codegen/Emitter.h"

namespace ganc::codegen {

struct ExactRescaling {
  double factor;
  std::optional<float> slope;
  llvm::ArrayRef<int64_t> storage;
};

/// The distance of each stored value from the zero point, a whole number of the storage's range, in f32. `bias` holds
/// the bits of integers, or is null.
mlir::Value emitExactly(Emitter &emit, mlir::Value acc, mlir::Value multiplier, mlir::Value bias,
                        const ExactRescaling &rescaling);

} // namespace ganc::codegen

#endif
