// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "passes/quantize/PrecisionRule.h"

#include <cmath>
#include <gtest/gtest.h>

using namespace ganc;
using namespace ganc::quantize;

namespace {
const std::vector<float> kWeights{3, 4, 0, 1};
const std::vector<std::vector<int64_t>> kChannels{{0, 1}, {2, 3}}; // norms 5 and 1
} // namespace

TEST(NoiseOfU8, isStepTimesMeanNormOverMagnitude) {
  EXPECT_DOUBLE_EQ(noiseOfU8({-55, 200}, kWeights, kChannels, 10), 3 / std::sqrt(12.0) / 10);
}

TEST(NoiseOfU8, countsZeroIntoTheRange) {
  EXPECT_EQ(noiseOfU8({100, 255}, kWeights, kChannels, 1), noiseOfU8({0, 255}, kWeights, kChannels, 1));
  EXPECT_EQ(noiseOfU8({-255, -100}, kWeights, kChannels, 1), noiseOfU8({-255, 0}, kWeights, kChannels, 1));
}

TEST(NoiseOfU8, isInfiniteWhereTheResultIsNothingButNoise) {
  EXPECT_EQ(noiseOfU8({0, 1}, kWeights, kChannels, 0), std::numeric_limits<double>::infinity());
}

TEST(NoiseOfU8, isNoneWithoutNoise) {
  EXPECT_EQ(noiseOfU8({0, 0}, kWeights, kChannels, 0), 0);
  EXPECT_EQ(noiseOfU8({0, 1}, std::vector<float>(4, 0), kChannels, 0), 0);
}
