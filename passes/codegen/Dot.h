// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How activations meet their weights, word by word of two vectors; the one thing in which targets differ:
//
//   fma        f32            acc + activation * weight, one rounding
//   vpdp       u8 x s8, s16   vpdpbusd, vpdpwssd: acc + sum of 4 or 2 products
//   vpmaddwd   u8 x s8        bytes 0, 2 and 1, 3 widened to 16 bits, two vpmaddwd and two adds
//              s16            vpmaddwd and an add
//
// All integer forms give the same sums modulo 2^32 (vpmaddubsw would saturate and is never used). vpdpbusd
// takes the unsigned operand first.

#ifndef GANC_PASSES_CODEGEN_DOT_H
#define GANC_PASSES_CODEGEN_DOT_H

#include "passes/codegen/Emitter.h"

namespace ganc::codegen {

class DotProduct {
public:
  /// `slots`: channels of a word, 1 (f32), 2 (s16) or 4 (u8).
  DotProduct(Emitter &emit, kernel::Dot dot, int64_t slots) : emit(emit), dot(dot), slots(slots) {}

  /// An operand as the instruction wants it: one vector, or two of widened values.
  using Operand = std::array<mlir::Value, 2>;
  Operand activations(mlir::Value vector);
  Operand weights(mlir::Value vector);
  mlir::VectorType type() const { return slots == 1 ? emit.floatVector : emit.wordVector; }

  mlir::Value zero();
  mlir::Value accumulate(mlir::Value acc, const Operand &activations, const Operand &weights);

private:
  bool widens() const { return dot == kernel::Dot::Vpmaddwd && slots == 4; }
  mlir::Value multiplyPairs(mlir::Value a, mlir::Value b);

  Emitter &emit;
  const kernel::Dot dot;
  const int64_t slots;
};

} // namespace ganc::codegen

#endif
