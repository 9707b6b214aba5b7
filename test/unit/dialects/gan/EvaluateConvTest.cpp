// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Convolutions in float64: small ones by hand, others against the formulas of GanOps.td written as loops over
// every index.

#include "test/unit/dialects/gan/Network.h"

#include <gmock/gmock.h>

using namespace ganc::gan;
using ganc::numerics::Tensor;
using testing::ElementsAre;

namespace {

using Extents = std::vector<int64_t>;

/// Geometry of a convolution of three space axes.
struct Case {
  int64_t groups, inputs, outputs; // channels of one group
  Extents src, kernel, stride, dilation, padLow, padHigh, outputPadding = {0, 0, 0};
};

std::string arrayText(const std::string &name, const Extents &values) {
  std::string text = name + " = array<i64: ";
  for (size_t i = 0; i < values.size(); i++)
    text += (i ? ", " : "") + std::to_string(values[i]);
  return text + ">";
}

std::string attributesText(const Case &c, bool transposed) {
  std::string text = "{" + arrayText("strides", c.stride) + ", " + arrayText("dilations", c.dilation) + ", " +
                     arrayText("pads_low", c.padLow) + ", " + arrayText("pads_high", c.padHigh);
  if (transposed)
    text += ", " + arrayText("output_padding", c.outputPadding);
  return text + ", group = " + std::to_string(c.groups) + "}";
}

Extents resultSpace(const Case &c, bool transposed) {
  Extents space(3);
  for (int i = 0; i < 3; i++) {
    const int64_t reach = (c.kernel[i] - 1) * c.dilation[i] + 1, pads = c.padLow[i] + c.padHigh[i];
    space[i] = transposed ? (c.src[i] - 1) * c.stride[i] + reach + c.outputPadding[i] - pads
                          : (c.src[i] + pads - reach) / c.stride[i] + 1;
  }
  return space;
}

Extents withChannels(int64_t first, int64_t second, const Extents &space) {
  Extents shape{first, second};
  shape.insert(shape.end(), space.begin(), space.end());
  return shape;
}

/// What the op's reference evaluation gives.
Tensor evaluated(const Case &c, bool transposed, const Tensor &x, const Tensor &weight) {
  const Extents space = resultSpace(c, transposed);
  const std::string srcType =
      "tensor<?x" + std::to_string(c.groups * c.inputs) + "x" + extentsText(c.src) + "f32>";
  const std::string dstType =
      "tensor<?x" + std::to_string(c.groups * c.outputs) + "x" + extentsText(space) + "f32>";
  const std::string op = transposed ? "gan.conv_transpose" : "gan.conv";
  return runOne(networkText(srcType, dstType,
                            constantText("w", weight) + "%y = " + op + " %x, %w " +
                                attributesText(c, transposed) + " : (" + srcType + ", tensor<" +
                                extentsText(weight.shape) + "f32>) -> " + dstType),
                x);
}

int64_t at(const Extents &shape, const Extents &index) {
  int64_t element = 0;
  for (size_t i = 0; i < shape.size(); i++)
    element = element * shape[i] + index[i];
  return element;
}

template <typename Function> void forEach(const Extents &extents, Function function) {
  for (int64_t x = 0; x < extents[0]; x++)
    for (int64_t y = 0; y < extents[1]; y++)
      for (int64_t z = 0; z < extents[2]; z++)
        function(Extents{x, y, z});
}

bool inside(const Extents &position, const Extents &extents) {
  for (int i = 0; i < 3; i++)
    if (position[i] < 0 || position[i] >= extents[i])
      return false;
  return true;
}

/// acc[n, co, o] = sum over t, ci: src[n, ci, o * stride + t * dilation - pad_low] * weight[co, ci, t].
Tensor gathered(const Case &c, const Tensor &x, const Tensor &weight) {
  const Extents space = resultSpace(c, false);
  Tensor y(withChannels(x.batch(), c.groups * c.outputs, space));
  for (int64_t n = 0; n < x.batch(); n++)
    for (int64_t co = 0; co < c.groups * c.outputs; co++)
      for (int64_t ci = 0; ci < c.inputs; ci++)
        forEach(space, [&](const Extents &o) {
          forEach(c.kernel, [&](const Extents &t) {
            Extents s(3);
            for (int i = 0; i < 3; i++)
              s[i] = o[i] * c.stride[i] + t[i] * c.dilation[i] - c.padLow[i];
            if (inside(s, c.src))
              y.values[at(y.shape, withChannels(n, co, o))] +=
                  x.values[at(x.shape, withChannels(n, co / c.outputs * c.inputs + ci, s))] *
                  weight.values[at(weight.shape, withChannels(co, ci, t))];
          });
        });
  return y;
}

/// src[n, ci, i] adds src * weight[ci, co, t] to position i * stride + t * dilation - pad_low.
Tensor scattered(const Case &c, const Tensor &x, const Tensor &weight) {
  const Extents space = resultSpace(c, true);
  Tensor y(withChannels(x.batch(), c.groups * c.outputs, space));
  for (int64_t n = 0; n < x.batch(); n++)
    for (int64_t ci = 0; ci < c.groups * c.inputs; ci++)
      for (int64_t co = 0; co < c.outputs; co++)
        forEach(c.src, [&](const Extents &s) {
          forEach(c.kernel, [&](const Extents &t) {
            Extents o(3);
            for (int i = 0; i < 3; i++)
              o[i] = s[i] * c.stride[i] + t[i] * c.dilation[i] - c.padLow[i];
            if (inside(o, space))
              y.values[at(y.shape, withChannels(n, ci / c.inputs * c.outputs + co, o))] +=
                  x.values[at(x.shape, withChannels(n, ci, s))] *
                  weight.values[at(weight.shape, withChannels(ci, co, t))];
          });
        });
  return y;
}

/// Sums in another order differ by roundings of float64 only.
void expectNear(const Tensor &a, const Tensor &b) {
  constexpr double kRounding = 1e-13;
  ASSERT_EQ(a.shape, b.shape);
  for (size_t i = 0; i < a.values.size(); i++)
    ASSERT_NEAR(a.values[i], b.values[i], kRounding) << "element " << i;
}

const std::vector<Case> kCases = {
    {1, 2, 3, {4, 5, 6}, {2, 3, 4}, {1, 1, 1}, {1, 1, 1}, {0, 0, 0}, {0, 0, 0}},
    {1, 2, 2, {4, 5, 6}, {3, 2, 4}, {1, 1, 1}, {1, 1, 1}, {1, 0, 2}, {1, 1, 1}},
    {1, 1, 2, {5, 6, 7}, {2, 3, 3}, {2, 3, 2}, {1, 1, 1}, {1, 0, 1}, {0, 1, 1}},
    {1, 2, 1, {6, 5, 7}, {2, 2, 3}, {1, 2, 1}, {2, 1, 3}, {1, 1, 0}, {1, 0, 2}},
    {3, 2, 2, {3, 3, 4}, {2, 2, 2}, {1, 1, 2}, {1, 2, 1}, {0, 1, 1}, {1, 1, 0}},
    {1, 1, 1, {1, 1, 1}, {3, 3, 3}, {1, 1, 1}, {1, 1, 1}, {2, 1, 1}, {1, 1, 2}},
};
} // namespace

TEST(EvaluateConv, givesSumsThatCanBeDoneByHand) {
  const std::string attributes =
      " {strides = array<i64: 1>, dilations = array<i64: 1>, pads_low = array<i64: 1>, "
      "pads_high = array<i64: 0>}";
  const Tensor y =
      runOne(networkText("tensor<?x1x3xf32>", "tensor<?x1x3xf32>",
                         "%w = gan.constant dense<[[[1.0, 10.0]]]> : tensor<1x1x2xf32>\n"
                         "%y = gan.conv %x, %w" +
                             attributes + " : (tensor<?x1x3xf32>, tensor<1x1x2xf32>) -> tensor<?x1x3xf32>"),
             tensor({2, 1, 3}, {1, 2, 3, 4, 5, 6}));
  EXPECT_THAT(y.values, ElementsAre(10, 21, 32, 40, 54, 65));
}

TEST(EvaluateConv, addsAFieldOfBiasesThenTheActivation) {
  const Tensor y = runOne(
      networkText(
          "tensor<?x1x3xf32>", "tensor<?x1x3xf32>",
          "%w = gan.constant dense<2.0> : tensor<1x1x1xf32>\n"
          "%b = gan.constant dense<[[-1.0, -5.0, 100.0]]> : tensor<1x3xf32>\n"
          "%y = gan.conv %x, %w bias %b {strides = array<i64: 1>, dilations = array<i64: 1>, pads_low = "
          "array<i64: 0>, pads_high = array<i64: 0>, activation = #gan.activation<leaky_relu>, slope = 0.5 : "
          "f32}"
          " : (tensor<?x1x3xf32>, tensor<1x1x1xf32>, tensor<1x3xf32>) -> tensor<?x1x3xf32>"),
      tensor({1, 1, 3}, {1, 2, 3}));
  EXPECT_THAT(y.values, ElementsAre(1, -0.5, 106));
}

TEST(EvaluateConvTranspose, givesSumsThatCanBeDoneByHand) {
  const Tensor y = runOne(
      networkText(
          "tensor<?x1x2xf32>", "tensor<?x1x5xf32>",
          "%w = gan.constant dense<[[[1.0, 10.0, 100.0]]]> : tensor<1x1x3xf32>\n"
          "%y = gan.conv_transpose %x, %w {strides = array<i64: 2>, dilations = array<i64: 1>, pads_low = "
          "array<i64: 0>, pads_high = array<i64: 0>, output_padding = array<i64: 0>}"
          " : (tensor<?x1x2xf32>, tensor<1x1x3xf32>) -> tensor<?x1x5xf32>"),
      tensor({1, 1, 2}, {2, 3}));
  EXPECT_THAT(y.values, ElementsAre(2, 20, 203, 30, 300));
}

TEST(EvaluateConv, isTheFormulaForStridesDilationsPadsAndGroups) {
  for (const Case &c : kCases) {
    const Tensor x = randomTensor(withChannels(2, c.groups * c.inputs, c.src), 1);
    const Tensor weight = randomTensor(withChannels(c.groups * c.outputs, c.inputs, c.kernel), 2);
    expectNear(evaluated(c, false, x, weight), gathered(c, x, weight));
  }
}

TEST(EvaluateConvTranspose, isTheFormulaForStridesDilationsPadsAndGroups) {
  for (Case c : kCases) {
    c.padLow = {0, 1, 1}; // a result must remain
    c.padHigh = {1, 0, 1};
    c.outputPadding = {1, 0, 2};
    const Tensor x = randomTensor(withChannels(2, c.groups * c.inputs, c.src), 3);
    const Tensor weight = randomTensor(withChannels(c.groups * c.inputs, c.outputs, c.kernel), 4);
    expectNear(evaluated(c, true, x, weight), scattered(c, x, weight));
  }
}

// conv_transpose(x, w) = conv(x with stride - 1 zeros between elements and kernel - 1 around, w reversed).
TEST(EvaluateConvTranspose, isAConvolutionOfAZeroStuffedInput) {
  const Case up{1, 2, 3, {3, 2, 4}, {2, 3, 4}, {2, 3, 2}, {1, 1, 1}, {0, 0, 0}, {0, 0, 0}};
  const Tensor x = randomTensor(withChannels(1, 2, up.src), 5),
               weight = randomTensor(withChannels(2, 3, up.kernel), 6);
  Case plain{1, 2, 3, {5, 4, 7}, up.kernel, {1, 1, 1}, {1, 1, 1}, {1, 2, 3}, {1, 2, 3}};
  Tensor stuffed(withChannels(1, 2, plain.src)), reversed(withChannels(3, 2, up.kernel));
  for (int64_t ci = 0; ci < 2; ci++) {
    forEach(up.src, [&](const Extents &s) {
      stuffed.values[at(stuffed.shape, withChannels(0, ci, {s[0] * 2, s[1] * 3, s[2] * 2}))] =
          x.values[at(x.shape, withChannels(0, ci, s))];
    });
    for (int64_t co = 0; co < 3; co++)
      forEach(up.kernel, [&](const Extents &t) {
        reversed.values[at(reversed.shape, withChannels(co, ci, {1 - t[0], 2 - t[1], 3 - t[2]}))] =
            weight.values[at(weight.shape, withChannels(ci, co, t))];
      });
  }
  expectNear(evaluated(up, true, x, weight), evaluated(plain, false, stuffed, reversed));
}
