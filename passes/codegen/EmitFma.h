// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// fma for targets without it, bit for bit.
//
//   p = a * b            exact in float64: 24 + 24 bits fit into 53
//   s = p + c            rounded to 53 bits
//   result = float32(s)  correct unless s lies exactly between two floats: those midpoints are float64
//                        numbers, so rounding to s can reach one, but not pass it
//
// In that case, told by the low 29 bits of s or by a result that is no normal float, s is rounded to odd
// first:
//
//   e = p + c - s        exact (Knuth's TwoSum); s moves to its odd neighbor on e's side when e is not zero
//                        and s is even. Odd rounding at 53 >= 24 + 2 bits never hides on which side of a
//                        midpoint the sum lies (Boldo and Melquiond, "Emulation of FMA and correctly rounded
//                        sums")
//
// The check makes the usual case 3 times faster than always rounding to odd.

#ifndef GANC_PASSES_CODEGEN_EMITFMA_H
#define GANC_PASSES_CODEGEN_EMITFMA_H

#include "passes/codegen/Emitter.h"

namespace ganc::codegen {

/// Adds the function `kFmaSymbol` on vectors at the emitter's place, an internal one that is not inlined: its
/// body is too long to stand at every product.
void emitFmaFunction(Emitter &emit);

} // namespace ganc::codegen

#endif
