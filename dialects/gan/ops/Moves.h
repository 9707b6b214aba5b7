// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What all ops that only move values share: they differ in `getSources` alone.

#ifndef GANC_DIALECTS_GAN_OPS_MOVES_H
#define GANC_DIALECTS_GAN_OPS_MOVES_H

#include "dialects/gan/Gan.h"

namespace ganc::gan {

/// Operands and result have the same element type, per tensor if quantized, and all a batch or none.
mlir::LogicalResult checkMove(Move op);

/// `checkMove`, and as many axes in the result as in src.
mlir::LogicalResult checkMoveOfAxes(Move op);

/// Sources of a result whose index `back` turns, in place, into an index of operand 0; false stands for zero.
std::vector<MoveSource> sourcesOf(Move op, llvm::function_ref<bool(std::vector<int64_t> &)> back);

numerics::Tensor evaluateMove(Move op, llvm::ArrayRef<const numerics::Tensor *> operands);

} // namespace ganc::gan

#endif
