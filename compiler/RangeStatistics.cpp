// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/RangeStatistics.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace ganc {

/// Sign, exponent and four bits of the fraction.
static constexpr int kBinBits = 13, kHalf = 1 << (kBinBits - 1);

/// Ascending in `value`.
static int binOf(float value) {
  const int bits = static_cast<int>(std::bit_cast<uint32_t>(value) >> (32 - kBinBits));
  return bits < kHalf ? kHalf + bits : 2 * kHalf - 1 - bits;
}

static double edge(int bin, bool outer) {
  const int magnitude = bin >= kHalf ? bin - kHalf : kHalf - 1 - bin;
  const float edge = std::bit_cast<float>(static_cast<uint32_t>(magnitude + outer) << (32 - kBinBits));
  return bin >= kHalf ? edge : -edge;
}

/// The end of a bin that is farther from zero.
static double outerEdge(int bin) {
  return edge(bin, true);
}

std::string_view nameOf(RangeEstimator estimator) {
  switch (estimator) {
  case RangeEstimator::MinMax:
    return "minmax";
  case RangeEstimator::Percentile:
    return "percentile";
  case RangeEstimator::Entropy:
    return "entropy";
  case RangeEstimator::MeanSquaredError:
    return "mse";
  }
  __builtin_unreachable();
}

RangeStatistics::RangeStatistics() : bins(2 * kHalf, 0) {}

void RangeStatistics::add(std::span<const float> values) {
  for (const float value : values) {
    allFinite = allFinite && std::isfinite(value);
    extremes = unite(extremes, {value, value});
    magnitude += std::abs(static_cast<double>(value));
    bins[binOf(value)]++;
  }
  count += static_cast<int64_t>(values.size());
}

double RangeStatistics::quantile(double fraction) const {
  const double wanted = fraction * count;
  int64_t below = 0;
  for (int bin = 0; bin < 2 * kHalf; bin++)
    if (below += bins[bin]; below > wanted)
      return std::clamp(outerEdge(bin), extremes.min, extremes.max);
  return extremes.max;
}

std::vector<HistogramBin> RangeStatistics::histogram() const {
  std::vector<HistogramBin> filled;
  for (int bin = 0; bin < 2 * kHalf; bin++)
    if (bins[bin] > 0) {
      const double inner = edge(bin, false), outer = outerEdge(bin);
      const double value = std::clamp((inner + outer) / 2, extremes.min, extremes.max);
      filled.push_back({value, std::abs(outer - inner), static_cast<double>(bins[bin])});
    }
  return filled;
}

numerics::Range RangeStatistics::range(RangeEstimator estimator) const {
  if (estimator == RangeEstimator::MinMax)
    return extremes;
  if (estimator == RangeEstimator::Entropy)
    return clippedRange(linearBins(histogram(), extremes), extremes, divergence);
  if (estimator == RangeEstimator::MeanSquaredError)
    return clippedRange(histogram(), extremes, squaredError);
  return {std::min(quantile(kClippedFraction), 0.0), std::max(quantile(1 - kClippedFraction), 0.0)};
}

} // namespace ganc
