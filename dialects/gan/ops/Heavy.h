// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What dense, conv and conv_transpose share: everything but the sum itself.

#ifndef GANC_DIALECTS_GAN_OPS_HEAVY_H
#define GANC_DIALECTS_GAN_OPS_HEAVY_H

#include "dialects/gan/Gan.h"

namespace ganc::gan {

/// Types of all operands: batch, quantization. The first check of every heavy op.
mlir::LogicalResult checkHeavyTypes(Heavy op);

/// bias, multiplier (one for each phase and channel) and dst against `channels` output channels at positions of extents
/// `space`.
mlir::LogicalResult checkHeavyShapes(Heavy op, int64_t channels, llvm::ArrayRef<int64_t> space);

/// dst from sums [n, co, o]: bias, activation, and the steps of Requantization.h when src is quantized.
llvm::FailureOr<numerics::Tensor> finish(Heavy op, numerics::Tensor sums,
                                         llvm::ArrayRef<const numerics::Tensor *> operands,
                                         Arithmetic arithmetic);

/// Sums of all positions of one shower over `weights` times `source`: the reference semantics of the op alone.
llvm::FailureOr<std::vector<double>> bareSums(Heavy op, std::vector<double> weights,
                                              std::vector<double> source);

} // namespace ganc::gan

#endif
