// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/numerics/ActivationQuantization.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ganc::numerics {

static constexpr double kMarginS16 = 1.25;

/// The float32 at `scale`, normal so that its inverse is finite; 1 for 0.
static double representable(double scale) {
  if (scale == 0)
    return 1;
  constexpr double smallest = std::numeric_limits<float>::min();
  return static_cast<float>(std::max(scale, smallest));
}

ActivationScale scaleU8(Range range) {
  const double min = std::min(range.min, 0.0), max = std::max(range.max, 0.0);
  const double scale = representable((max - min) / kLargestU8);
  const double zeroPoint = std::nearbyint(-min / scale);
  return {scale, static_cast<int32_t>(std::min<double>(zeroPoint, kLargestU8))};
}

ActivationScale scaleS16(Range range) {
  const double min = std::min(range.min, 0.0), max = std::max(range.max, 0.0);
  const double scale = representable(kMarginS16 * (max - min) / (2 * kLargestS16));
  return {scale, static_cast<int32_t>(std::nearbyint(-(min + max) / 2 / scale))};
}

Range unite(Range a, Range b) {
  return {std::min(a.min, b.min), std::max(a.max, b.max)};
}

} // namespace ganc::numerics
