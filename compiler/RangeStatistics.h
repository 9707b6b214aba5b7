// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What calibration remembers of the values of one tensor: extremes, the mean magnitude, and a histogram for
// the other estimators. Its bins are the upper bits of a float, ordered like the numbers: 16 for each power of two, so
// a percentile is exact to 6 %, and never outside of the extremes.

#ifndef GANC_COMPILER_RANGESTATISTICS_H
#define GANC_COMPILER_RANGESTATISTICS_H

#include "compiler/ClippedRange.h"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace ganc {

/// How a range follows from values.
enum class RangeEstimator {
  MinMax,          ///< all values
  Percentile,      ///< all but the outermost kClippedFraction on either side
  Entropy,         ///< what loses least of the distribution in 8 bits (ClippedRange.h)
  MeanSquaredError ///< what loses least of the values in 8 bits
};

constexpr std::array kRangeEstimators{RangeEstimator::Percentile, RangeEstimator::MinMax,
                                      RangeEstimator::Entropy, RangeEstimator::MeanSquaredError};

/// "minmax", "percentile", "entropy", "mse".
std::string_view nameOf(RangeEstimator estimator);

/// Few showers of high energy set the extremes, and 8 bits are few: median / 90th percentile of the energy error with
/// extremes and with clipping are 4.0 / 28 and 0.60 / 2.5 % (3DGAN). 1e-4 is no better there (0.69 / 2.4) and worse on
/// ecal25.
constexpr double kClippedFraction = 2e-5;

class RangeStatistics {
public:
  RangeStatistics();

  void add(std::span<const float> values);

  bool isFinite() const { return allFinite; }
  /// Contains 0. The following need finite values only.
  numerics::Range range(RangeEstimator estimator) const;
  double meanMagnitude() const { return count == 0 ? 0 : magnitude / count; }

private:
  double quantile(double fraction) const;
  std::vector<HistogramBin> histogram() const;

  numerics::Range extremes{0, 0};
  double magnitude = 0;
  int64_t count = 0;
  bool allFinite = true;
  std::vector<int64_t> bins;
};

} // namespace ganc

#endif
