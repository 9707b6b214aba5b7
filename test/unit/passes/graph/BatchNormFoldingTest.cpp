// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The formulas against the sums they stand for: a batch norm computed on values, then a convolution by the
// reference, equals the folded convolution, in float64.

#include "passes/graph/BatchNormFolding.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace ganc::graph {
namespace {

/// Sums of a few hundred terms of order one, each rounded at 2^-53 twice: 500 * 2 * 1.1e-16.
constexpr double kTolerance = 1e-13;

using Values = std::vector<double>;

Values randomValues(size_t count, std::mt19937 &random) {
  std::uniform_real_distribution<double> uniform(-1.0, 1.0);
  Values values(count);
  std::generate(values.begin(), values.end(), [&] { return uniform(random); });
  return values;
}

int64_t pick(std::mt19937 &random, int64_t low, int64_t high) {
  return low + static_cast<int64_t>(random() % (high - low + 1));
}

gan::Axis randomAxis(std::mt19937 &random, bool transposed) {
  const gan::Window window{pick(random, 1, 3), pick(random, 1, 2), pick(random, 1, 2), pick(random, 0, 2)};
  const int64_t extent = pick(random, 5, 7), reach = (window.kernel - 1) * window.dilation + 1;
  if (transposed)
    return gan::Axis::transposed(extent, (extent - 1) * window.stride + reach - window.padLow, window);
  return gan::Axis::conv(extent, (extent + window.padLow + 1 - reach) / window.stride + 1, window);
}

/// A convolution with weights [output, input / group, t], as ONNX has them, or transposed ones.
gan::Convolution randomGeometry(std::mt19937 &random, bool transposed) {
  gan::Convolution geometry{};
  geometry.groups = pick(random, 1, 2), geometry.inputs = pick(random, 1, 3),
  geometry.outputs = pick(random, 1, 3);
  int64_t taps = 1;
  for (size_t axis = random() % 3; axis < 3; axis++) {
    geometry.axes[axis] = randomAxis(random, transposed);
    taps *= geometry.axes[axis].kernel;
  }
  geometry.groupStride = geometry.inputs * geometry.outputs * taps;
  geometry.inputStride = transposed ? geometry.outputs * taps : taps;
  geometry.outputStride = transposed ? taps : geometry.inputs * taps;
  return geometry;
}

int64_t positions(const gan::Convolution &geometry, int64_t gan::Axis::*extent) {
  return geometry.axes[0].*extent * geometry.axes[1].*extent * geometry.axes[2].*extent;
}

numerics::Tensor convolve(const gan::Convolution &geometry, const Values &src, const Values &weight) {
  numerics::Tensor in({1, static_cast<int64_t>(src.size())}), w({static_cast<int64_t>(weight.size())});
  in.values = src, w.values = weight;
  numerics::Tensor sums({1, geometry.groups * geometry.outputs * positions(geometry, &gan::Axis::dstExtent)});
  accumulate(geometry, in, w, gan::Summation::Float64, sums);
  return sums;
}

struct Case {
  gan::Convolution geometry;
  Values src, weight;
  ChannelAffine ofInputs, ofOutputs;

  Case(std::mt19937 &random, bool transposed) : geometry(randomGeometry(random, transposed)) {
    src = randomValues(inputs() * positions(geometry, &gan::Axis::srcExtent), random);
    weight = randomValues(geometry.groups * geometry.groupStride, random);
    ofInputs = {randomValues(inputs(), random), randomValues(inputs(), random)};
    ofOutputs = {randomValues(outputs(), random), randomValues(outputs(), random)};
  }
  int64_t inputs() const { return geometry.groups * geometry.inputs; }
  int64_t outputs() const { return geometry.groups * geometry.outputs; }
};

Values normalized(const Values &values, const ChannelAffine &affine) {
  Values result = values;
  const size_t perChannel = values.size() / affine.scale.size();
  for (size_t i = 0; i < values.size(); i++)
    result[i] = affine.scale[i / perChannel] * values[i] + affine.shift[i / perChannel];
  return result;
}

class BatchNormFolding : public testing::TestWithParam<bool> {};

TEST_P(BatchNormFolding, BeforeTheSumIsScaledWeightsAndAFieldExactAtBorders) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; round++) {
    Case c(random, GetParam());
    const Values expected = convolve(c.geometry, normalized(c.src, c.ofInputs), c.weight).values;
    const Bias field = shiftField(c.geometry, c.weight, c.ofInputs.shift);
    Values scaled = c.weight;
    scaleInputs(c.geometry, c.ofInputs.scale, scaled);
    const Values folded = convolve(c.geometry, c.src, scaled).values;
    ASSERT_EQ(field.values.size(), expected.size());
    for (size_t i = 0; i < expected.size(); i++)
      ASSERT_NEAR(folded[i] + field.values[i], expected[i], kTolerance) << "round " << round;
  }
}

TEST_P(BatchNormFolding, AfterTheSumIsScaledWeightsAndBias) {
  std::mt19937 random(8);
  for (int round = 0; round < 50; round++) {
    Case c(random, GetParam());
    const Values expected = normalized(convolve(c.geometry, c.src, c.weight).values, c.ofOutputs);
    Values scaled = c.weight;
    scaleOutputs(c.geometry, c.ofOutputs.scale, scaled);
    const Bias bias = applied(c.ofOutputs, {Values(c.outputs(), 0.0)});
    const Values folded = convolve(c.geometry, c.src, scaled).values;
    const size_t perChannel = expected.size() / c.outputs();
    for (size_t i = 0; i < expected.size(); i++)
      ASSERT_NEAR(folded[i] + bias.values[i / perChannel], expected[i], kTolerance) << "round " << round;
  }
}

INSTANTIATE_TEST_SUITE_P(Both, BatchNormFolding, testing::Values(false, true),
                         [](const auto &info) { return info.param ? "ConvTranspose" : "Conv"; });

/// One channel, one axis of 4, kernel of ones.
gan::Convolution line(int64_t kernel, int64_t dstExtent, int64_t padLow) {
  gan::Convolution geometry{1, 1, 1, kernel, kernel, kernel, {}};
  geometry.axes[2] = gan::Axis::conv(4, dstExtent, {kernel, 1, 1, padLow});
  return geometry;
}

TEST(ShiftField, CountsTapsInsideOnly) {
  const Bias field = shiftField(line(3, 4, 1), Values{1, 1, 1}, Values{10});
  EXPECT_EQ(field.values, (Values{20, 30, 30, 20}));
  EXPECT_EQ(uniform(field).positions, 4);
}

TEST(ShiftField, IsUniformWithoutPadding) {
  const Bias field = uniform(shiftField(line(3, 2, 0), Values{1, 1, 1}, Values{10}));
  EXPECT_EQ(field.positions, 1);
  EXPECT_EQ(field.values, Values{30});
}

TEST(ShiftField, OfADenseLayerHasOnePosition) {
  const gan::Convolution dense{1, 2, 3, 6, 3, 1, {}};
  const Bias field = shiftField(dense, Values{1, 2, 3, 4, 5, 6}, Values{10, 100});
  EXPECT_EQ(field.positions, 1);
  EXPECT_EQ(field.values, (Values{410, 520, 630}));
}

TEST(Bias, AddsOneNumberToAField) {
  const Bias field{{1, 2, 3, 4}, 2}, channels{{10, 20}, 1};
  EXPECT_EQ(sum(field, channels).values, (Values{11, 12, 23, 24}));
  EXPECT_EQ(sum(channels, field).values, (Values{11, 12, 23, 24}));
}

} // namespace
} // namespace ganc::graph
