// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The end of a quantized kernel: floats are rounded, saturated and packed side by side into one vector.
//
//   any target      clamp to the storage's range, round half to even (Emitter::roundToStorage), mask, shift, or
//   AVX-512         convert with rounding half to even, then packs that saturate: vpackssdw, vpackuswb; half as
//                   many instructions
//
// Rounding is monotonic and the bounds are integers, so clamping before or after it gives the same. The
// conversion gives another number than the nearest where a float does not fit 32 bits: `fitsWord` says that
// none is beyond.

#ifndef GANC_PASSES_CODEGEN_PACKROUNDED_H
#define GANC_PASSES_CODEGEN_PACKROUNDED_H

#include "passes/codegen/Emitter.h"

namespace ganc::codegen {

/// One vector with the stored integers of up to `slots` (2 or 4) vectors of floats; absent ones leave zeros.
/// `storage` = [low, high, zero point].
mlir::Value packRounded(Emitter &emit, llvm::ArrayRef<mlir::Value> values, llvm::ArrayRef<int64_t> storage,
                        int64_t slots, bool fitsWord);

} // namespace ganc::codegen

#endif
