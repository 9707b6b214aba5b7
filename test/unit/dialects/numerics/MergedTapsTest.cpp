// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/numerics/MergedTaps.h"

#include "dialects/numerics/Division.h"

#include <gtest/gtest.h>

#include <random>

namespace ganc::numerics {
namespace {

int64_t cellsOf(const MergedAxis &axis) {
  int64_t cells = 0;
  for (const MergedPhase &phase : axis.phases)
    cells += phase.cells.size();
  return cells;
}

// 150,958,080 multiply-accumulates of the 3DGAN's second convolution with 5 x 6 x 8 taps become 23.9 M.
TEST(MergedTaps, OfThe3dgansSecondConvolution) {
  const MergedAxis x = mergeUpsampled(5, 1, 1, 2, 2), z = mergeUpsampled(8, 1, 1, 3, 2);
  ASSERT_EQ(x.phases.size(), 2U);
  EXPECT_EQ(x.phases[0].offset, -1);
  EXPECT_EQ(x.phases[0].cells, (std::vector<std::vector<int64_t>>{{0, 1}, {2, 3}, {4}}));
  EXPECT_EQ(x.phases[1].cells, (std::vector<std::vector<int64_t>>{{0}, {1, 2}, {3, 4}}));
  EXPECT_EQ(cellsOf(z), 9);
  EXPECT_EQ(z.longest(), 5);
}

TEST(MergedTaps, KeepGapsOfDilation) {
  const MergedAxis axis = mergeUpsampled(2, 1, 4, 0, 2);
  EXPECT_EQ(axis.phases[0].cells, (std::vector<std::vector<int64_t>>{{0}, {}, {1}}));
}

TEST(MergedTaps, OfATransposedConvolutionCanBeNone) {
  const MergedAxis axis = mergeTransposed(1, 2, 1, 0);
  EXPECT_EQ(axis.phases[0].cells.size(), 1U);
  EXPECT_TRUE(axis.phases[1].cells.empty());
}

struct Case {
  int64_t kernel, stride, dilation, padLow, factor, extent;
};

std::vector<double> randomValues(std::mt19937 &random, int64_t count) {
  std::vector<double> values(count);
  for (double &value : values)
    value = static_cast<int64_t>(random() % 17) - 8; // sums of products of these are exact
  return values;
}

double at(const std::vector<double> &values, int64_t i) {
  return i >= 0 && i < static_cast<int64_t>(values.size()) ? values[i] : 0.0;
}

/// Position o by way of the merged taps.
double merged(const MergedAxis &axis, const std::vector<double> &kernel, const std::vector<double> &src,
              int64_t o) {
  const int64_t phases = axis.phases.size(), p = o % phases, q = o / phases;
  const MergedAxis point{1, {{0, {{0}}}}};
  const std::vector<double> weights =
      mergeKernel(point, point, axis, kernel.data(), {1, 1, static_cast<int64_t>(kernel.size())});
  double sum = 0;
  for (size_t m = 0; m < axis.phases[p].cells.size(); m++)
    sum += weights[p * axis.longest() + m] * at(src, axis.stride * q + axis.phases[p].offset + m);
  return sum;
}

TEST(MergedTaps, ComputeTheConvolutionOfTheUpsampledSource) {
  std::mt19937 random(1);
  for (int round = 0; round < 500; round++) {
    const Case c{1 + int64_t(random() % 8), 1 + int64_t(random() % 3), 1 + int64_t(random() % 3),
                 int64_t(random() % 5),     1 + int64_t(random() % 4), 1 + int64_t(random() % 6)};
    const auto kernel = randomValues(random, c.kernel), src = randomValues(random, c.extent);
    std::vector<double> upsampled;
    for (int64_t i = 0; i < c.extent * c.factor; i++)
      upsampled.push_back(src[i / c.factor]);
    const MergedAxis axis = mergeUpsampled(c.kernel, c.stride, c.dilation, c.padLow, c.factor);
    for (int64_t o = 0; o < 2 * c.extent * c.factor; o++) {
      double expected = 0;
      for (int64_t t = 0; t < c.kernel; t++)
        expected += kernel[t] * at(upsampled, o * c.stride + t * c.dilation - c.padLow);
      ASSERT_EQ(merged(axis, kernel, src, o), expected) << "round " << round << ", position " << o;
    }
  }
}

TEST(MergedTaps, ComputeTheTransposedConvolution) {
  std::mt19937 random(2);
  for (int round = 0; round < 500; round++) {
    const Case c{1 + int64_t(random() % 6),
                 1 + int64_t(random() % 4),
                 1 + int64_t(random() % 3),
                 int64_t(random() % 4),
                 0,
                 1 + int64_t(random() % 6)};
    const auto kernel = randomValues(random, c.kernel), src = randomValues(random, c.extent);
    const MergedAxis axis = mergeTransposed(c.kernel, c.stride, c.dilation, c.padLow);
    for (int64_t o = 0; o < c.extent * c.stride + c.kernel; o++) {
      double expected = 0;
      for (int64_t i = 0; i < c.extent; i++)
        for (int64_t t = 0; t < c.kernel; t++)
          if (i * c.stride + t * c.dilation - c.padLow == o)
            expected += src[i] * kernel[t];
      ASSERT_EQ(merged(axis, kernel, src, o), expected) << "round " << round << ", position " << o;
    }
  }
}

} // namespace
} // namespace ganc::numerics
