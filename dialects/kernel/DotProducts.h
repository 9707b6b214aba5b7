// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The work of a phase convolution as its loop nest does it: the count that speed is bound by, and that no
// change may raise unseen.

#ifndef GANC_DIALECTS_KERNEL_DOTPRODUCTS_H
#define GANC_DIALECTS_KERNEL_DOTPRODUCTS_H

#include "dialects/kernel/Kernel.h"
#include "dialects/numerics/MultiplyAccumulates.h"

namespace ganc::kernel {

/// Input channels are those of whole groups: channels that pad a group are multiplied too.
numerics::PhaseConvExtents extentsOf(PhaseConvOp op);

/// Dot products of one activation vector (16 showers) with one word of weights for each, in one run of the
/// program: taps inside the source * groups of input channels * output channels. `vpmaddwd` on bytes takes two
/// instructions for one.
int64_t dotProducts(PhaseConvOp op);

} // namespace ganc::kernel

#endif
