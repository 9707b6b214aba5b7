// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Scale and zero point of an activation from the range of its values, in float64, the scale rounded once to
// float32 (what code computes with). The range is widened to contain 0, which is always exact.
//
//   u8:   scale = (max - min) / 255,   zero_point = round(-min / scale)
//   s16:  scale = 1.25 (max - min) / 65534,   zero_point = round(-(min + max) / 2 / scale)
//
// 16 bits have room for values an eighth of the calibrated width beyond it on either side, at the cost of a third of
// a bit. What leaky relu leaves is mostly positive: the zero point gives it nearly all levels.

#ifndef GANC_DIALECTS_NUMERICS_ACTIVATIONQUANTIZATION_H
#define GANC_DIALECTS_NUMERICS_ACTIVATIONQUANTIZATION_H

#include <cstdint>

namespace ganc::numerics {

struct Range {
  double min, max;
};

struct ActivationScale {
  double scale; ///< a float32, normal
  int32_t zeroPoint;
};

/// Largest stored magnitude of 8 and 16 bits.
constexpr int32_t kLargestU8 = 255, kLargestS16 = 32767;

/// `range` is finite. Values that are all zero get scale 1.
ActivationScale scaleU8(Range range);
ActivationScale scaleS16(Range range);

Range unite(Range a, Range b);

} // namespace ganc::numerics

#endif
