// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The work of a phase convolution as its loop nest does it: the count that speed is bound by, and that no
// change may raise unseen.

#ifndef GANC_DIALECTS_KERNEL_DOTPRODUCTS_H
#define GANC_DIALECTS_KERNEL_DOTPRODUCTS_H

#include "dialects/kernel/Kernel.h"
#include "dialects/numerics/MultiplyAccumulates.h"

#include "mlir/IR/SymbolTable.h"

namespace ganc::kernel {

/// Input channels are those of whole groups: channels that pad a group are multiplied too.
numerics::PhaseConvExtents extentsOf(PhaseConvOp op);

/// Dot products of one activation vector (16 showers) with one word of weights for each, in one run of the
/// program: taps inside the source * groups of input channels * output channels. `vpmaddwd` on bytes takes two
/// instructions for one.
int64_t dotProducts(PhaseConvOp op);

/// Dot products of whole vectors, once it is fixed what the lanes hold.
int64_t vectorDots(PhaseConvOp op);

/// Of a run of the program (LaneChoice.h). `symbols` has the op's weights.
int64_t costOf(PhaseConvOp op, mlir::SymbolTable &symbols);

} // namespace ganc::kernel

#endif
