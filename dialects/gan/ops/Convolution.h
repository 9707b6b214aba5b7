// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The sums of a convolution and of a transposed one, which differ only in which of src and dst strides:
//
//   conv:            src = dst * stride + t * dilation - pad_low
//   conv_transpose:  dst = src * stride + t * dilation - pad_low
//
// For one tap t of one axis the pairs (src, dst) inside both extents are a run in even steps. A convolution
// is three axes of such runs (missing axes have extent 1: y of two, x and y of one). The sums are those of
// emitted code: for each tap t_x a plane is added up, starting from +0, in the order t_y, input channel, t_z;
// the planes in order of t_x are added to a total that starts from +0. Taps are ordered so that the source
// position ascends; those outside src are left out. Stored integers are added exactly, or by rows: each row (t_x, t_y)
// exactly, rows in float32, from +0 and in order.

#ifndef GANC_DIALECTS_GAN_OPS_CONVOLUTION_H
#define GANC_DIALECTS_GAN_OPS_CONVOLUTION_H

#include "dialects/gan/Gan.h"
#include "dialects/numerics/PhaseConv.h"

#include <array>

namespace ganc::gan {

/// What a kernel does on one axis.
struct Window {
  int64_t kernel, stride, dilation, padLow;
};

/// Positions src + i * srcStep and dst + i * dstStep, i < count, that tap `tap` multiplies and adds to.
struct Run {
  int64_t tap, src, dst, count;
};

struct Axis {
  int64_t srcExtent = 1, dstExtent = 1, kernel = 1, srcStep = 1, dstStep = 1;
  std::vector<Run> runs = {{0, 0, 0, 1}};

  static Axis conv(int64_t srcExtent, int64_t dstExtent, Window window);
  static Axis transposed(int64_t srcExtent, int64_t dstExtent, Window window);
  /// Positions phases * q + phase of dst, which read stride * q + offset + t of a part of src, t < taps <= kernel.
  struct Phase {
    int64_t phase, phases, stride, offset, taps, kernel;
  };
  static Axis ofPhase(int64_t srcExtent, int64_t dstExtent, Phase phase, numerics::PhaseAxis::Part part);
};

struct Convolution {
  int64_t groups, inputs, outputs;                ///< channels are those of one group
  int64_t groupStride, inputStride, outputStride; ///< of the weight
  std::array<Axis, 3> axes;
};

enum class Summation { Float64, Float32, IntegerRows };

/// How emitted code adds the products of `op`, or float64.
Summation summationOf(Heavy op, Arithmetic arithmetic);

/// Whether an exact sum of stored integers fits an accumulator.
bool fitsAccumulator(double sum);

/// Adds to sums[n, co, o] those over src and weight. A sum of a row of integers that does not fit 32 bits leaves
/// infinity.
void accumulate(const Convolution &convolution, const numerics::Tensor &src, const numerics::Tensor &weight,
                Summation summation, numerics::Tensor &sums);

} // namespace ganc::gan

#endif
