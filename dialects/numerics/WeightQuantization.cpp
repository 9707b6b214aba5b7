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

/// Takes the residual of weight k from those that follow.
static void spreadError(const ErrorSpread &spread, int64_t k, double residual, std::vector<double> &weights) {
  const double error = residual / spread.at(k, k);
  for (int64_t channel = k / spread.taps; channel < spread.channels; channel++) {
    const double ofChannel = error * spread.ofChannels[k / spread.taps * spread.channels + channel];
    const double *ofTap = &spread.ofTaps[k % spread.taps * spread.taps];
    double *row = &weights[channel * spread.taps];
    for (int64_t tap = k % spread.taps; tap < spread.taps; tap++) // zero before, as the matrix is triangular
      row[tap] -= ofChannel * ofTap[tap];
  }
}

/// Rounds all weights; returns the sum of magnitudes.
static int64_t roundAll(std::vector<double> weights, int32_t storedMax, const ErrorSpread &spread,
                        StoredWeights &stored) {
  int64_t sum = 0;
  for (size_t k = 0; k < weights.size(); k++) {
    const double weight = weights[k], rounded = std::nearbyint(weight / stored.scale);
    stored.values[k] = static_cast<int16_t>(std::clamp<double>(rounded, -storedMax, storedMax));
    sum += std::abs(stored.values[k]);
    if (spread.channels > 0)
      spreadError(spread, k, weight - stored.scale * stored.values[k], weights);
  }
  return sum;
}

StoredWeights quantizeWeights(std::span<const double> weights, IntegerLimits limits,
                              const ErrorSpread &spread) {
  const std::vector<double> all(weights.begin(), weights.end());
  StoredWeights stored{std::vector<int16_t>(weights.size()), firstScale(weights, limits)};
  // The sum falls to zero as the scale grows, so this ends; the step is the excess of rounding, a bit more.
  while (roundAll(all, limits.storedMax, spread, stored) > largestSum(limits.sourceMax))
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
