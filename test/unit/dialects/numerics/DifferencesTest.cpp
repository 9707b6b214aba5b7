// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Phases of an upsampled convolution, from values and differences, against their definition.

#include "dialects/numerics/Differences.h"

#include <cmath>
#include <gmock/gmock.h>
#include <random>

using namespace ganc::numerics;
using testing::ElementsAre;

namespace {

/// sum over t: weights[t] x[q + offset + t], zero outside.
double sumAt(const PhaseTaps &taps, std::span<const double> x, int64_t q) {
  double sum = 0;
  for (size_t t = 0; t < taps.weights.size(); t++)
    if (const int64_t i = q + taps.offset + static_cast<int64_t>(t); i >= 0 && i < std::ssize(x))
      sum += taps.weights[t] * x[i];
  return sum;
}

/// What phase p of 2 reads of a source upsampled by 2, for a kernel and padding.
PhaseTaps upsampledPhase(std::span<const double> kernel, int64_t padding, int64_t p) {
  const auto cell = [&](int64_t k) { return (p + k - padding + 1000) / 2 - 500; };
  PhaseTaps taps{cell(0), std::vector<double>(cell(std::ssize(kernel) - 1) - cell(0) + 1)};
  for (int64_t k = 0; k < std::ssize(kernel); k++)
    taps.weights[cell(k) - taps.offset] += kernel[k];
  return taps;
}

} // namespace

TEST(Differences, areAppended) {
  const std::vector<double> x{1, 10, 3, 20, 7, 50}; // [3][2]
  EXPECT_THAT(appendDifferences(x, 3, 2), ElementsAre(1, 10, 3, 20, 7, 50, 1, 10, 2, 10, 4, 30, -7, -50));
  EXPECT_THAT(appendDifferences(x, 3, 1), ElementsAre(1, 10, 3, 1, 9, -7, -3, 20, 7, 50, 20, -13, 43, -50));
}

TEST(Differences, secondPhaseOfFiveTapsNeedsTwo) {
  const std::vector<double> kernel{1, 2, 3, 4, 5};
  const PhaseTaps a = upsampledPhase(kernel, 2, 0), b = upsampledPhase(kernel, 2, 1);
  EXPECT_THAT(a.weights, ElementsAre(3, 7, 5));
  EXPECT_THAT(b.weights, ElementsAre(1, 5, 9));
  const auto taps = tapsOfDifferences(a, b);
  ASSERT_TRUE(taps);
  EXPECT_EQ(taps->offset, 0);
  EXPECT_THAT(taps->weights, ElementsAre(2, 4));
}

TEST(Differences, giveTheNextPhaseFromTheOneBefore) {
  std::mt19937 random(3);
  std::normal_distribution<double> normal;
  for (int round = 0; round < 200; round++) {
    std::vector<double> kernel(1 + random() % 8), x(1 + random() % 9);
    for (double &value : kernel)
      value = normal(random);
    for (double &value : x)
      value = normal(random);
    const int64_t padding = random() % kernel.size();
    const PhaseTaps a = upsampledPhase(kernel, padding, 0), b = upsampledPhase(kernel, padding, 1);
    const auto taps = tapsOfDifferences(a, b);
    ASSERT_TRUE(taps);
    const std::vector<double> all = appendDifferences(x, std::ssize(x), 1),
                              d(all.begin() + std::ssize(x), all.end());
    for (int64_t q = -2; q < std::ssize(x) + 2; q++)
      EXPECT_NEAR(sumAt(a, x, q) + sumAt(*taps, d, q), sumAt(b, x, q), 1e-12);
  }
}

TEST(Differences, needTheSameSum) {
  EXPECT_FALSE(tapsOfDifferences({0, {1, 2}}, {0, {1, 2.001}}));
  EXPECT_FALSE(tapsOfDifferences({0, {1, INFINITY}}, {0, {1, 2}}));
  EXPECT_TRUE(tapsOfDifferences({0, {1, 2}}, {0, {2, 1}}));
}
