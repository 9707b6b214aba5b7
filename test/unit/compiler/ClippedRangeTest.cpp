// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/ClippedRange.h"

#include <cmath>
#include <gtest/gtest.h>
#include <vector>

using namespace ganc;

namespace {

/// `count` values around each of 1 ... `most`.
std::vector<HistogramBin> ramp(int most, double count) {
  std::vector<HistogramBin> bins;
  for (int i = 1; i <= most; i++)
    bins.push_back({static_cast<double>(i), 1, count});
  return bins;
}

/// Half of a normal law of that width.
std::vector<HistogramBin> normal(double width) {
  std::vector<HistogramBin> bins;
  for (int i = 0; i < 4 * width; i++)
    bins.push_back({i + 0.5, 1, 1e6 * std::exp(-0.5 * (i / width) * (i / width))});
  return bins;
}

} // namespace

TEST(ClippedRange, squaredErrorIsThatOfRoundingAndOfClipping) {
  const std::vector<HistogramBin> bins{{0.001, 0.1, 4}, {100, 1, 3}, {260, 1, 2}};
  // Steps of 1: next to zero the value itself, inside step^2 / 12, outside the distance.
  EXPECT_DOUBLE_EQ(squaredError(bins, {0, 255}), 4 * 1e-6 + 3.0 / 12 + 2 * 25);
}

TEST(ClippedRange, divergenceIsZeroWhereLevelsHoldOneBinEach) {
  EXPECT_NEAR(divergence(ramp(255, 7), {0, 255}), 0, 1e-12);
}

TEST(ClippedRange, divergenceCountsUnevenLevelsAndWhatIsOutside) {
  const std::vector<HistogramBin> uneven{{1.01, 0.1, 90}, {1.2, 0.1, 10}, {255, 1, 100}};
  EXPECT_GT(divergence(uneven, {0, 255}), 0.1);
  std::vector<HistogramBin> outside = ramp(255, 10);
  outside.push_back({400, 1, 500});
  EXPECT_GT(divergence(outside, {0, 255}), 0.1);
}

TEST(ClippedRange, keepsEvenValuesWhole) {
  const std::vector<HistogramBin> bins = ramp(1000, 5);
  EXPECT_EQ(clippedRange(bins, {0, 1000}, squaredError).max, 1000);
}

TEST(ClippedRange, cutsOffFewFarValues) {
  std::vector<HistogramBin> bins = normal(300);
  bins.push_back({10000, 1, 1});
  for (const auto &loss : {squaredError, divergence}) {
    const numerics::Range range = clippedRange(bins, {-3, 10000}, loss);
    EXPECT_LT(range.max, 3000);
    EXPECT_GT(range.max, 500);
    EXPECT_EQ(range.min, -3);
  }
}

TEST(ClippedRange, linearBinsKeepAllValues) {
  const std::vector<HistogramBin> bins =
      linearBins(std::vector<HistogramBin>{{0.1, 0.2, 3}, {96, 64, 5}}, {0, 128});
  double count = 0;
  for (const HistogramBin &bin : bins)
    count += bin.count;
  EXPECT_DOUBLE_EQ(count, 8);
  EXPECT_GT(bins.size(), 1024u); // of 2048, the upper half is filled
  EXPECT_LT(bins.size(), 1040u);
}

TEST(ClippedRange, leavesZerosAlone) {
  EXPECT_EQ(clippedRange({}, {0, 0}, divergence).max, 0);
}
