// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How many products of an activation and a weight a phase convolution needs. Axes are independent, so the
// taps of all output positions are the product of the taps of each axis:
//
//   multiply-accumulates = taps(x) * taps(y) * taps(z) * inputChannels * outputChannels
//
// with taps either inside the source (the others contribute nothing and need not be computed), or all (the
// naive count, which multiplies padding too).

#ifndef GANC_DIALECTS_NUMERICS_MULTIPLYACCUMULATES_H
#define GANC_DIALECTS_NUMERICS_MULTIPLYACCUMULATES_H

#include "dialects/numerics/PhaseConv.h"

#include <array>

namespace ganc::numerics {

/// An axis with its numbers of positions.
struct AxisExtents {
  PhaseAxis axis;
  int64_t src, dst;
};

/// (output position, tap) pairs whose tap reads a position of the source.
int64_t tapsInside(const AxisExtents &extents);

/// All (output position, tap) pairs.
int64_t allTaps(const AxisExtents &extents);

struct PhaseConvExtents {
  std::array<AxisExtents, 3> axes;
  int64_t inputChannels; // that one output channel reads
  int64_t outputChannels;
};

int64_t multiplyAccumulates(const PhaseConvExtents &extents);
int64_t naiveMultiplyAccumulates(const PhaseConvExtents &extents);

} // namespace ganc::numerics

#endif
