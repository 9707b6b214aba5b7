// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The attributes that conv and conv_transpose share: one entry for each space axis.

#ifndef GANC_DIALECTS_GAN_OPS_WINDOWS_H
#define GANC_DIALECTS_GAN_OPS_WINDOWS_H

#include "dialects/gan/ops/Convolution.h"

namespace ganc::gan {

struct Windows {
  llvm::ArrayRef<int64_t> strides, dilations, padsLow, padsHigh;

  template <typename Op>
  explicit Windows(Op op)
      : strides(op.getStrides()), dilations(op.getDilations()), padsLow(op.getPadsLow()),
        padsHigh(op.getPadsHigh()) {}

  Window on(size_t axis, int64_t kernel) const {
    return {kernel, strides[axis], dilations[axis], padsLow[axis]};
  }
  /// Extent that the taps of one position cover.
  int64_t reach(size_t axis, int64_t kernel) const { return (kernel - 1) * dilations[axis] + 1; }
};

/// One to three space axes, the same in src and weight; as many entries in each attribute, all in range.
mlir::LogicalResult checkWindows(Heavy op, const Windows &windows);

/// The weight's input channels, all groups together, are those of src, and groups divide channels.
mlir::LogicalResult checkChannels(Heavy op);

/// Output channels of all groups.
int64_t outputChannels(Heavy op);

/// The convolution of a verified op.
Convolution makeConvolution(Heavy op, const Windows &windows, Axis (*makeAxis)(int64_t, int64_t, Window));

/// The op's result, by way of its convolution.
llvm::FailureOr<numerics::Tensor> evaluateConvolution(Heavy op, const Convolution &convolution,
                                                      llvm::ArrayRef<const numerics::Tensor *> operands,
                                                      Arithmetic arithmetic);

} // namespace ganc::gan

#endif
