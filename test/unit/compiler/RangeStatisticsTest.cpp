// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/RangeStatistics.h"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>

using namespace ganc;

namespace {
/// 1 ... count times `unit`, in one half of the values; the other half is zero.
RangeStatistics ramp(int count, float unit) {
  RangeStatistics statistics;
  for (int i = 1; i <= count; i++)
    statistics.add(std::vector<float>{i * unit, 0.0f});
  return statistics;
}
constexpr double kBinWidth = 1.0 / 16; // relative
} // namespace

TEST(RangeStatistics, knowsExtremesAndMeanMagnitude) {
  RangeStatistics statistics;
  statistics.add(std::vector<float>{1, -2});
  statistics.add(std::vector<float>{6});
  EXPECT_EQ(statistics.range(RangeEstimator::MinMax).min, -2);
  EXPECT_EQ(statistics.range(RangeEstimator::MinMax).max, 6);
  EXPECT_EQ(statistics.meanMagnitude(), 3);
}

TEST(RangeStatistics, containsZero) {
  RangeStatistics statistics;
  statistics.add(std::vector<float>{3, 4});
  for (const RangeEstimator estimator : {RangeEstimator::MinMax, RangeEstimator::Percentile})
    EXPECT_EQ(statistics.range(estimator).min, 0);
}

TEST(RangeStatistics, clipsTheOutermostValuesOnly) {
  RangeStatistics statistics = ramp(1 << 20, 1.0f);
  statistics.add(std::vector<float>{1e9f, -1e9f});
  const numerics::Range clipped = statistics.range(RangeEstimator::Percentile);
  const double expected = (1 << 20) - kClippedFraction * (1 << 21);
  EXPECT_NEAR(clipped.max, expected, expected * kBinWidth);
  EXPECT_EQ(clipped.min, 0);
}

TEST(RangeStatistics, clipsNegativeValuesAlike) {
  RangeStatistics statistics = ramp(1 << 20, -1.0f);
  statistics.add(std::vector<float>{-1e9f});
  const double expected = -(1 << 20);
  EXPECT_NEAR(statistics.range(RangeEstimator::Percentile).min, expected, -expected * kBinWidth);
}

TEST(RangeStatistics, neverPassesTheExtremes) {
  const RangeStatistics statistics = ramp(5, 1.1f);
  EXPECT_LE(statistics.range(RangeEstimator::Percentile).max, statistics.range(RangeEstimator::MinMax).max);
}

TEST(RangeStatistics, noticesValuesThatAreNotFinite) {
  for (const float value : {std::nanf(""), -std::nanf(""), std::numeric_limits<float>::infinity()}) {
    RangeStatistics statistics;
    statistics.add(std::vector<float>{1});
    EXPECT_TRUE(statistics.isFinite());
    statistics.add(std::vector<float>{value});
    EXPECT_FALSE(statistics.isFinite());
  }
}
