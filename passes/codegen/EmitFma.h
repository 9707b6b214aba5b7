// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// fma for targets without it, bit for bit.
//
//   p = a * b            exact in float64: 24 + 24 bits fit into 53
//   s + e = p + c        s rounded, e the exact error (Knuth's TwoSum)
//   s is moved to the odd neighbor when e is not zero and s is even: rounding to odd
//   result = float32(s)  correct, because odd rounding at 53 >= 24 + 2 bits never hides on which side of a
//                        tie the sum lies (Boldo and Melquiond, "Emulation of FMA and correctly rounded sums")

#ifndef GANC_PASSES_CODEGEN_EMITFMA_H
#define GANC_PASSES_CODEGEN_EMITFMA_H

#include "passes/codegen/Emitter.h"

namespace ganc::codegen {

/// Adds the function `kFmaSymbol` on cells at the emitter's place, an internal one that is not inlined: its
/// body is too long to stand at every product.
void emitFmaFunction(Emitter &emit);

} // namespace ganc::codegen

#endif
