// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/numerics/WeightQuantization.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ganc::numerics {

/// Largest sum of magnitudes of stored weights.
static int64_t largestSum(int32_t sourceMax) {
  return (kAccumulatorBound - 1) / sourceMax;
}

static double firstScale(std::span<const double> weights, IntegerLimits limits) {
  double largest = 0, sum = 0;
  for (const double weight : weights) {
    largest = std::max(largest, std::abs(weight));
    sum += std::abs(weight);
  }
  if (largest == 0)
    return 1;
  const double scale = std::max(largest / limits.storedMax, sum / largestSum(limits.sourceMax));
  return std::clamp<double>(scale, std::numeric_limits<float>::min(), std::numeric_limits<float>::max());
}

/// Rounds all weights; returns the sum of magnitudes.
static int64_t roundAll(std::span<const double> weights, int32_t storedMax, StoredWeights &stored) {
  int64_t sum = 0;
  for (size_t k = 0; k < weights.size(); k++) {
    const double rounded = std::nearbyint(weights[k] / stored.scale);
    stored.values[k] = static_cast<int16_t>(std::clamp<double>(rounded, -storedMax, storedMax));
    sum += std::abs(stored.values[k]);
  }
  return sum;
}

StoredWeights quantizeWeights(std::span<const double> weights, IntegerLimits limits) {
  StoredWeights stored{std::vector<int16_t>(weights.size()), firstScale(weights, limits)};
  // The sum falls to zero as the scale grows, so this ends; the step is the excess of rounding, a bit more.
  while (roundAll(weights, limits.storedMax, stored) > largestSum(limits.sourceMax))
    stored.scale *= 1.001;
  return stored;
}

int64_t largestAccumulator(std::span<const int32_t> stored, int32_t sourceMax) {
  constexpr int64_t kSaturated = int64_t{1} << 62;
  int64_t sum = 0;
  for (const int32_t value : stored)
    sum = std::min(sum + std::abs(static_cast<int64_t>(value)) * sourceMax, kSaturated);
  return sum;
}

} // namespace ganc::numerics
