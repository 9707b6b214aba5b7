// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// f32 ops in a quantized module: float32 steps, in the order of emitted code, compared bit for bit.

#include "dialects/numerics/Exponential.h"
#include "test/unit/dialects/gan/Network.h"

#include <cmath>
#include <gmock/gmock.h>

using namespace ganc::gan;
using ganc::numerics::Tensor;

TEST(EvaluateFloat32, convolutionAddsPlanesOfEachTapXThenBias) {
  const Tensor x = randomTensor({1, 3, 4, 5}, 1), weight = randomTensor({1, 3, 3, 2}, 2);
  const std::string op =
      constantText("w", weight) +
      "%b = gan.constant dense<0.1> : tensor<1xf32>\n"
      "%y = gan.conv %x, %w bias %b {strides = array<i64: 1, 1>, dilations = array<i64: 1, 1>, pads_low = "
      "array<i64: 1, 0>,"
      " pads_high = array<i64: 0, 0>, activation = #gan.activation<leaky_relu>, slope = 0.3 : f32}"
      " : (tensor<?x3x4x5xf32>, tensor<1x3x3x2xf32>, tensor<1xf32>) -> tensor<?x1x3x4xf32>";
  const Tensor y = runOne(networkText("tensor<?x3x4x5xf32>", "tensor<?x1x3x4xf32>", op, "quantized"), x);
  const Tensor wide = runOne(networkText("tensor<?x3x4x5xf32>", "tensor<?x1x3x4xf32>", op), x);
  ASSERT_EQ(y.values.size(), 12u);
  int rounded = 0, differs = 0;
  for (int ox = 0; ox < 3; ox++)
    for (int oz = 0; oz < 4; oz++) {
      float acc = 0.0f, unbroken = 0.0f;
      for (int tx = 0; tx < 3; tx++) {
        float plane = 0.0f;
        for (int ci = 0; ci < 3; ci++)
          for (int tz = 0; tz < 2; tz++)
            if (const int sx = ox + tx - 1; sx >= 0) {
              const float value = x.values[(ci * 4 + sx) * 5 + oz + tz],
                          w = weight.values[(ci * 3 + tx) * 2 + tz];
              plane = std::fma(value, w, plane);
              unbroken = std::fma(value, w, unbroken);
            }
        acc += plane;
      }
      differs += acc != unbroken;
      acc += 0.1f;
      EXPECT_EQ(y.values[ox * 4 + oz], acc > 0 ? acc : 0.3f * acc);
      rounded += y.values[ox * 4 + oz] != wide.values[ox * 4 + oz];
    }
  EXPECT_GT(rounded, 0) << "float64 would pass as well";
  EXPECT_GT(differs, 0) << "one sum without planes would pass as well";
}

TEST(EvaluateFloat32, transposedConvolutionAddsInOrderOfSourcePositions) {
  const Tensor x = randomTensor({1, 2, 5}, 3), weight = randomTensor({2, 1, 4}, 4);
  const Tensor y = runOne(
      networkText(
          "tensor<?x2x5xf32>", "tensor<?x1x12xf32>",
          constantText("w", weight) +
              "%y = gan.conv_transpose %x, %w {strides = array<i64: 2>, dilations = array<i64: 1>, pads_low ="
              " array<i64: 0>, pads_high = array<i64: 0>, output_padding = array<i64: 0>}"
              " : (tensor<?x2x5xf32>, tensor<2x1x4xf32>) -> tensor<?x1x12xf32>",
          "quantized"),
      x);
  ASSERT_EQ(y.values.size(), 12u);
  for (int o = 0; o < 12; o++) {
    float acc = 0.0f;
    for (int ci = 0; ci < 2; ci++)
      for (int s = 0; s < 5; s++)
        if (const int t = o - 2 * s; t >= 0 && t < 4)
          acc = std::fma(static_cast<float>(x.values[ci * 5 + s]),
                         static_cast<float>(weight.values[ci * 4 + t]), acc);
    EXPECT_EQ(y.values[o], acc) << o;
  }
}

TEST(EvaluateFloat32, convolutionInThreeAxesAddsPlanesInOrder) {
  const Tensor x = randomTensor({1, 2, 3, 3, 3}, 8), weight = randomTensor({1, 2, 3, 2, 2}, 9);
  const Tensor y = runOne(
      networkText("tensor<?x2x3x3x3xf32>", "tensor<?x1x1x2x2xf32>",
                  constantText("w", weight) +
                      "%y = gan.conv %x, %w {strides = array<i64: 1, 1, 1>, dilations = array<i64: 1, 1, 1>, "
                      "pads_low = array<i64: 0, 0, 0>, pads_high = array<i64: 0, 0, 0>}"
                      " : (tensor<?x2x3x3x3xf32>, tensor<1x2x3x2x2xf32>) -> tensor<?x1x1x2x2xf32>",
                  "quantized"),
      x);
  ASSERT_EQ(y.values.size(), 4u);
  for (int o = 0; o < 4; o++) {
    float acc = 0.0f;
    for (int tx = 0; tx < 3; tx++) {
      float plane = 0.0f;
      for (int ty = 0; ty < 2; ty++)
        for (int ci = 0; ci < 2; ci++)
          for (int tz = 0; tz < 2; tz++)
            plane = std::fma(static_cast<float>(x.values[((ci * 3 + tx) * 3 + o / 2 + ty) * 3 + o % 2 + tz]),
                             static_cast<float>(weight.values[((ci * 3 + tx) * 2 + ty) * 2 + tz]), plane);
      acc += plane;
    }
    EXPECT_EQ(y.values[o], acc) << o;
  }
}

TEST(EvaluateFloat32, denseAddsRowsInOrder) {
  const Tensor x = randomTensor({1, 50}, 5), weight = randomTensor({50, 1}, 6);
  const Tensor y = runOne(
      networkText("tensor<?x50xf32>", "tensor<?x1xf32>",
                  constantText("w", weight) +
                      "%y = gan.dense %x, %w : (tensor<?x50xf32>, tensor<50x1xf32>) -> tensor<?x1xf32>",
                  "quantized"),
      x);
  float acc = 0.0f;
  for (int k = 0; k < 50; k++)
    acc = std::fma(static_cast<float>(x.values[k]), static_cast<float>(weight.values[k]), acc);
  EXPECT_THAT(y.values, testing::ElementsAre(acc));
}

TEST(EvaluateFloat32, batchNormIsOneFma) {
  const Tensor x = randomTensor({1, 1, 100}, 7);
  const std::string op =
      "%s = gan.constant dense<0.7> : tensor<1xf32>\n%t = gan.constant dense<-0.3> : tensor<1xf32>\n"
      "%y = gan.batch_norm %x, %s, %t : (tensor<?x1x100xf32>, tensor<1xf32>, tensor<1xf32>) -> "
      "tensor<?x1x100xf32>";
  const Tensor y = runOne(networkText("tensor<?x1x100xf32>", "tensor<?x1x100xf32>", op, "quantized"), x);
  ASSERT_EQ(y.values.size(), 100u);
  for (int i = 0; i < 100; i++)
    EXPECT_EQ(y.values[i], std::fma(static_cast<float>(x.values[i]), 0.7f, -0.3f));
}

TEST(EvaluateFloat32, arithmeticRoundsEachStep) {
  const Tensor x = tensor({1, 1}, {1e8});
  const std::string op = "%c = gan.constant dense<1.0> : tensor<1xf32>\n"
                         "%a = gan.add %x, %c : (tensor<?x1xf32>, tensor<1xf32>) -> tensor<?x1xf32>\n"
                         "%y = gan.sub %a, %x : (tensor<?x1xf32>, tensor<?x1xf32>) -> tensor<?x1xf32>";
  EXPECT_EQ(runOne(networkText("tensor<?x1xf32>", "tensor<?x1xf32>", op, "quantized"), x).values[0], 0.0);
  EXPECT_EQ(runOne(networkText("tensor<?x1xf32>", "tensor<?x1xf32>", op), x).values[0], 1.0);
}

/// Evaluates `op`, in float32 the function `step`, on random values.
static void expectSteps(const std::string &op, float (*step)(float)) {
  const std::string type = "tensor<?x200xf32>", text = "%y = gan." + op + " %x : " + type;
  const Tensor x = randomTensor({1, 200}, 7);
  const Tensor y = runOne(networkText(type, type, text, "quantized"), x);
  const Tensor wide = runOne(networkText(type, type, text), x);
  int differs = 0;
  for (size_t i = 0; i < y.values.size(); i++) {
    EXPECT_EQ(y.values[i], step(static_cast<float>(x.values[i]))) << op;
    differs += y.values[i] != static_cast<float>(wide.values[i]);
  }
  EXPECT_GT(differs, 0) << op << " in float64, rounded, would pass as well";
}

TEST(EvaluateFloat32, sigmoidAndTanhAreTheirNamedSteps) {
  expectSteps("sigmoid", ganc::numerics::sigmoid);
  expectSteps("tanh", ganc::numerics::tanh);
}
