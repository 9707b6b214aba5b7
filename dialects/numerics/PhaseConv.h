// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The algebra of the phase convolution, axis by axis: output position o = phases * q + p reads source
// positions stride * q + offset(p) + dilation * m, m = 0 .. taps(p) - 1.
//
//   convolution, stride s, padding a, kernel k:   one phase, offset -a, tap m is kernel tap m
//   transposed, stride u:   i * u + t - a = u * q + p  =>  i = q + j with t = p + a - j * u in 0 .. k - 1;
//                           j runs from ceil((p + a - k + 1) / u) to floor((p + a) / u)

#ifndef GANC_DIALECTS_NUMERICS_PHASECONV_H
#define GANC_DIALECTS_NUMERICS_PHASECONV_H

#include "dialects/numerics/Division.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace ganc::numerics {

/// Taps of one phase: the first source offset, and for each tap in order the kernel's tap.
struct Phase {
  int64_t offset;
  std::vector<int64_t> kernelTaps;
};

struct PhaseAxis {
  int64_t stride = 1, dilation = 1;
  std::vector<Phase> phases;
  /// Where it is n > 0, phase 0 reads the first n positions of the source, and the others the rest, counted from n;
  /// they add to the sum of the phase before (Differences.h).
  int64_t split = 0;

  /// The positions of a source of `extent` that a phase reads: the first and how many.
  struct Part {
    int64_t begin, extent;
  };
  Part partOf(int64_t phase, int64_t extent) const {
    if (split == 0)
      return {0, extent};
    return phase == 0 ? Part{0, split} : Part{split, extent - split};
  }
};

PhaseAxis convAxis(int64_t kernel, int64_t stride, int64_t dilation, int64_t padLow);
PhaseAxis convTransposeAxis(int64_t kernel, int64_t stride, int64_t padLow, int64_t outputExtent);

/// The stored weight (bits of a float, or a sign-extended integer) that leads from input channel ci to
/// output channel co through kernel tap (x, y, z).
using WeightAt = std::function<uint32_t(int64_t co, int64_t ci, int64_t x, int64_t y, int64_t z)>;

struct PhaseWeights {
  PhaseAxis x, y, z;
  int64_t inputChannels, outputChannels;
  int64_t slots; // input channels of a word: 1 (f32), 2 (s16) or 4 (s8)

  int64_t inputGroups() const { return divideUp(inputChannels, slots); }
};

/// Words [px][py][pz][co / tile][tx][ty][g][tz][tile], each of `slots` weights, the first in the low bits;
/// channels beyond the last are zero.
std::vector<uint32_t> packWeights(const PhaseWeights &shape, const WeightAt &at, int64_t tile);

} // namespace ganc::numerics

#endif
