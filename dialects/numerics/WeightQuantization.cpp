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

/// The largest sum of magnitudes of a part.
template <typename T> static T largestPart(std::span<const T> values, Parts parts) {
  std::vector<T> sums(parts.rows, T(0));
  for (size_t k = 0; k < values.size(); k++)
    sums[parts.of(k)] += std::abs(values[k]);
  return std::ranges::max(sums);
}

static double firstScale(std::span<const double> weights, IntegerLimits limits, Parts parts, double least) {
  double largest = 0;
  for (const double weight : weights)
    largest = std::max(largest, std::abs(weight));
  if (largest == 0)
    return least > 0 ? least : 1;
  const double scale =
      std::max(largest / limits.storedMax, largestPart(weights, parts) / largestSum(limits.sourceMax));
  return std::max(
      least, std::clamp<double>(scale, std::numeric_limits<float>::min(), std::numeric_limits<float>::max()));
}

/// The same steps with one tap, three times as fast: neighbors are then channels.
static void spreadOverChannels(const ErrorSpread &spread, int64_t k, double error,
                               std::vector<double> &weights) {
  const double *ofChannels = &spread.ofChannels[k * spread.channels], ofTap = spread.ofTaps[0];
  for (int64_t channel = k; channel < spread.channels; channel++)
    weights[channel] -= error * ofChannels[channel] * ofTap;
}

/// Takes the residual of weight k from those that follow.
static void spreadError(const ErrorSpread &spread, int64_t k, double residual, std::vector<double> &weights) {
  const double error = residual / spread.at(k, k);
  if (spread.taps == 1)
    return spreadOverChannels(spread, k, error, weights);
  for (int64_t channel = k / spread.taps; channel < spread.channels; channel++) {
    const double ofChannel = error * spread.ofChannels[k / spread.taps * spread.channels + channel];
    const double *ofTap = &spread.ofTaps[k % spread.taps * spread.taps];
    double *row = &weights[channel * spread.taps];
    for (int64_t tap = k % spread.taps; tap < spread.taps; tap++) // zero before, as the matrix is triangular
      row[tap] -= ofChannel * ofTap[tap];
  }
}

static void roundAll(std::vector<double> weights, int32_t storedMax, const ErrorSpread &spread,
                     StoredWeights &stored) {
  for (size_t k = 0; k < weights.size(); k++) {
    const double weight = weights[k], rounded = std::nearbyint(weight / stored.scale);
    stored.values[k] = static_cast<int16_t>(std::clamp<double>(rounded, -storedMax, storedMax));
    if (spread.channels > 0)
      spreadError(spread, k, weight - stored.scale * stored.values[k], weights);
  }
}

static int64_t largestAccumulator(const StoredWeights &weights, int32_t sourceMax, Parts parts) {
  return largestAccumulator(std::vector<int32_t>(weights.values.begin(), weights.values.end()), sourceMax,
                            parts);
}

StoredWeights quantizeWeights(std::span<const double> weights, IntegerLimits limits,
                              const ErrorSpread &spread, Parts parts, double leastScale) {
  const std::vector<double> all(weights.begin(), weights.end());
  StoredWeights stored{std::vector<int16_t>(weights.size()), firstScale(weights, limits, parts, leastScale)};
  roundAll(all, limits.storedMax, spread, stored);
  // The sum falls to zero as the scale grows, so this ends; the step is the excess of rounding, a bit more.
  while (largestAccumulator(stored, limits.sourceMax, parts) >= kAccumulatorBound) {
    stored.scale *= 1.001;
    roundAll(all, limits.storedMax, spread, stored);
  }
  return stored;
}

int64_t largestAccumulator(std::span<const int32_t> stored, int32_t sourceMax, Parts parts) {
  constexpr int64_t kSaturated = int64_t{1} << 62;
  const std::vector<int64_t> wide(stored.begin(), stored.end());
  const int64_t sum = largestPart(std::span(wide), parts);
  return sum > kSaturated / sourceMax ? kSaturated : sum * sourceMax;
}

} // namespace ganc::numerics
