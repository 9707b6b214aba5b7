// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/numerics/WeightQuantization.h"

#include <cmath>
#include <gmock/gmock.h>
#include <random>

using namespace ganc::numerics;
using testing::Each;
using testing::ElementsAre;
using testing::Ge;
using testing::Lt;

namespace {
constexpr IntegerLimits kU8{127, 255}, kS16{32767, 32767};

int64_t largest(const StoredWeights &weights, IntegerLimits limits) {
  return largestAccumulator(std::vector<int32_t>(weights.values.begin(), weights.values.end()),
                            limits.sourceMax);
}

std::vector<double> randomWeights(size_t count, unsigned seed) {
  std::minstd_rand engine(seed);
  std::normal_distribution<double> normal;
  std::vector<double> weights(count);
  for (double &weight : weights)
    weight = normal(engine);
  return weights;
}
} // namespace

TEST(QuantizeWeights, usesAllOfTheStorage) {
  EXPECT_THAT(quantizeWeights(std::vector{0.5, -1.0, 0.25}, kU8).values, ElementsAre(64, -127, 32));
  EXPECT_THAT(quantizeWeights(std::vector{0.5, -1.0}, kS16).values, ElementsAre(16384, -32767));
}

TEST(QuantizeWeights, isOffByHalfAStepAtMost) {
  for (const IntegerLimits limits : {kU8, kS16}) {
    const std::vector<double> weights = randomWeights(500, 1);
    const StoredWeights stored = quantizeWeights(weights, limits);
    for (size_t k = 0; k < weights.size(); k++)
      EXPECT_LE(std::abs(stored.values[k] * stored.scale - weights[k]), stored.scale * 0.5000001);
  }
}

TEST(QuantizeWeights, leavesTheAccumulatorOfManyWeightsInBounds) {
  for (const size_t count : {3u, 100u, 15360u, 100000u}) {
    const StoredWeights stored = quantizeWeights(randomWeights(count, 2), kS16);
    EXPECT_LT(largest(stored, kS16), kAccumulatorBound);
    EXPECT_GT(largest(stored, kS16), kAccumulatorBound * 9 / 10) << "bits are wasted on " << count;
  }
}

TEST(QuantizeWeights, boundsEachPartByItself) {
  constexpr Parts nineRows{9, 4}; // of 64 channels
  const std::vector<double> weights = randomWeights(64 * 36, 3);
  const StoredWeights whole = quantizeWeights(weights, kS16),
                      parts = quantizeWeights(weights, kS16, {}, nineRows);
  EXPECT_LT(parts.scale, whole.scale / 7); // 9 but for the largest row
  const std::vector<int32_t> stored(parts.values.begin(), parts.values.end());
  EXPECT_LT(largestAccumulator(stored, kS16.sourceMax, nineRows), kAccumulatorBound);
  EXPECT_GT(largestAccumulator(stored, kS16.sourceMax), kAccumulatorBound);
}

TEST(QuantizeWeights, makesRoomWhenRoundingPassesTheBound) {
  // The bound on the sum asks for weights of 65538 / 43000 = 1.52, which round to 2: a sum of 86000.
  const StoredWeights stored = quantizeWeights(std::vector<double>(43000, 1.0), kS16);
  EXPECT_LT(largest(stored, kS16), kAccumulatorBound);
  EXPECT_THAT(stored.values, Each(1));
}

TEST(QuantizeWeights, limitsVeryLongSumsOf8BitsToo) {
  EXPECT_THAT(quantizeWeights(std::vector<double>(66311, 1.0), kU8).values, Each(127));
  const StoredWeights stored = quantizeWeights(std::vector<double>(70000, 1.0), kU8);
  EXPECT_LT(largest(stored, kU8), kAccumulatorBound);
  EXPECT_THAT(stored.values, Each(120));
}

TEST(QuantizeWeights, givesZerosAScale) {
  const StoredWeights stored = quantizeWeights(std::vector{0.0, 0.0}, kU8);
  EXPECT_THAT(stored.values, ElementsAre(0, 0));
  EXPECT_EQ(stored.scale, 1.0);
}

TEST(QuantizeWeights, keepsScalesOfTinyWeightsNormal) {
  const StoredWeights stored = quantizeWeights(std::vector{1e-44, -1e-36}, kU8);
  EXPECT_GE(stored.scale, std::numeric_limits<float>::min());
  EXPECT_THAT(stored.values, ElementsAre(0, -85));
}

TEST(LargestAccumulator, isExactAtTheBound) {
  EXPECT_EQ(largestAccumulator(std::vector{32767, -32767, 2, -2}, 32767), kAccumulatorBound - 2);
  EXPECT_EQ(largestAccumulator(std::vector{32767, -32767, 2, -2}, 32768), kAccumulatorBound + 65536);
  EXPECT_EQ(largestAccumulator({}, 255), 0);
}

/// H = Hc x Ht of two channels and two taps, all strongly correlated, and U with H^-1 = U^T U.
ErrorSpread spreadOfCorrelated(double correlation) {
  // [1 c; c 1]^-1 = U^T U with U = [1 -c; 0 sqrt(1 - c^2)] / sqrt(1 - c^2)
  const double s = std::sqrt(1 - correlation * correlation);
  const std::vector<double> u{1 / s, -correlation / s, 0, 1};
  return {2, 2, u, u};
}

/// E[(sum of r x)^2] for the same correlation.
double expectedError(std::span<const double> weights, const StoredWeights &stored, double correlation) {
  double error = 0;
  for (int k = 0; k < 4; k++)
    for (int j = 0; j < 4; j++) {
      const double h = (k / 2 == j / 2 ? 1 : correlation) * (k % 2 == j % 2 ? 1 : correlation);
      error +=
          h * (weights[k] - stored.scale * stored.values[k]) * (weights[j] - stored.scale * stored.values[j]);
    }
  return error;
}

TEST(QuantizeWeights, letsErrorsCancelWhereTheSourceIsCorrelated) {
  std::mt19937 random(5);
  std::uniform_real_distribution<double> uniform(-0.5, 0.5);
  double nearest = 0, spread = 0;
  for (int round = 0; round < 1000; round++) {
    const std::vector<double> weights{1.0, uniform(random), uniform(random),
                                      uniform(random)}; // none saturates
    nearest += expectedError(weights, quantizeWeights(weights, kU8), 0.9);
    spread += expectedError(weights, quantizeWeights(weights, kU8, spreadOfCorrelated(0.9)), 0.9);
  }
  EXPECT_LT(spread, 0.5 * nearest);
}

TEST(QuantizeWeights, spreadsErrorsOverChannelsAsOverTaps) {
  const std::vector<double> u{1.5, -0.75, 0.25, 0, 1.25, -0.5, 0, 0, 1};
  std::mt19937 random(6);
  std::uniform_real_distribution<double> uniform(-0.5, 0.5);
  for (int round = 0; round < 100; round++) {
    const std::vector<double> weights{uniform(random), uniform(random), uniform(random)};
    EXPECT_EQ(quantizeWeights(weights, kU8, {3, 1, u, {1}}).values,
              quantizeWeights(weights, kU8, {1, 3, {1}, u}).values);
  }
}

TEST(QuantizeWeights, takesAtLeastTheScaleItMust) {
  const std::vector<double> weights{0.3, -0.77};
  EXPECT_EQ(quantizeWeights(weights, kU8, {}, {}, 0.5).scale, 0.5);
  EXPECT_EQ(quantizeWeights(std::vector<double>{0, 0}, kU8, {}, {}, 0.5).scale, 0.5);
  EXPECT_EQ(quantizeWeights(weights, kU8, {}, {}, INFINITY).scale, INFINITY); // so that scales agree
}

TEST(QuantizeWeights, roundsToNearestWithoutCorrelation) {
  const std::vector<double> weights{0.3, -0.77, 0.5, 1.0};
  const StoredWeights nearest = quantizeWeights(weights, kU8);
  EXPECT_EQ(quantizeWeights(weights, kU8, spreadOfCorrelated(0)).values, nearest.values);
}
