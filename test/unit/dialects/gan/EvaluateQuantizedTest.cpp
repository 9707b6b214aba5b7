// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Quantized ops: exact integers, then the steps of Requantization.h; all expectations can be done by hand.

#include "test/unit/dialects/gan/Network.h"

#include <gmock/gmock.h>

using namespace ganc::gan;
using ganc::numerics::Tensor;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {
const std::string kTypes = "!u8 = !quant.uniform<u8:f32, 1.0:128>\n!s8 = !quant.uniform<i8:f32, 1.0>\n"
                           "!s16 = !quant.uniform<i16:f32, 1.0>\n";

/// y = dense(x) of one weight, with `multiplier` and `bias`.
std::string dense(const std::string &x, const std::string &y, const std::string &weight,
                  const std::string &multiplier, const std::string &bias,
                  const std::string &attributes = "") {
  return kTypes +
         networkText("tensor<?x1x" + x + ">", "tensor<?x1x" + y + ">",
                     "%w = gan.constant dense<" + weight + "> : tensor<1x1xi8> -> tensor<1x1x!s8>\n" +
                         "%m = gan.constant dense<" + multiplier + "> : tensor<1xf32>\n" +
                         "%b = gan.constant dense<" + bias + "> : tensor<1xf32>\n" +
                         "%y = gan.dense %x, %w bias %b multiplier %m " + attributes + ": (tensor<?x1x" + x +
                         ">, tensor<1x1x!s8>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x1x" + y + ">",
                     "quantized");
}
} // namespace

TEST(EvaluateQuantized, rescalesRoundsHalfToEvenAndSaturates) {
  const Tensor y = runOne(dense("!u8", "!u8", "1", "0.5", "0.0"), tensor({6, 1}, {0, 1, 2, 3, 5, 255}));
  EXPECT_THAT(y.values, ElementsAre(128, 128, 129, 130, 130, 255));
}

TEST(EvaluateQuantized, rescalesEachPhaseByItself) {
  const std::string phases =
      "%w = gan.constant dense<[[[1]], [[1]]]> : tensor<2x1x1xi8> -> tensor<2x1x1x!s8>\n"
      "%m = gan.constant dense<[1.0, 10.0]> : tensor<2xf32>\n"
      "%y = gan.phase_conv %x, %w multiplier %m {axes = [#gan.phases<stride = 1, offsets = [0, 0], taps = "
      "[1, 1]>]}"
      " : (tensor<?x1x2x!s16>, tensor<2x1x1x!s8>, tensor<2xf32>) -> tensor<?x1x3xf32>";
  const Tensor y =
      runOne(kTypes + networkText("tensor<?x1x2x!s16>", "tensor<?x1x3xf32>", phases, "quantized"),
             tensor({1, 1, 2}, {3, 4}));
  EXPECT_THAT(y.values, ElementsAre(3, 30, 4));
}

TEST(EvaluateQuantized, appendsDifferencesToDistancesFromTheZeroPoint) {
  const std::string types =
      "!x = !quant.uniform<i16<-10:10>:f32, 1.0:1>\n!d = !quant.uniform<i16<-20:20>:f32, 1.0>\n";
  const Tensor y = runOne(types + networkText("tensor<?x1x2x!x>", "tensor<?x1x5x!d>",
                                              "%y = gan.append_differences %x axis 2 : tensor<?x1x2x!x> -> "
                                              "tensor<?x1x5x!d>",
                                              "quantized"),
                          tensor({1, 1, 2}, {4, 6}));
  EXPECT_THAT(y.values, ElementsAre(3, 5, 3, 2, -5));
}

TEST(EvaluateQuantized, goesOnWithTheSumOfThePhaseBefore) {
  const std::string phases =
      "%w = gan.constant dense<[[[10]], [[1]]]> : tensor<2x1x1xi8> -> tensor<2x1x1x!s8>\n"
      "%m = gan.constant dense<[1.0, 2.0]> : tensor<2xf32>\n"
      "%y = gan.phase_conv %x, %w multiplier %m {row_sums, axes = [#gan.phases<stride = 1, offsets = [0, 0], "
      "taps = [1, 1], split = 2>]} : (tensor<?x1x5x!s16>, tensor<2x1x1x!s8>, tensor<2xf32>) -> "
      "tensor<?x1x4xf32>";
  const Tensor y =
      runOne(kTypes + networkText("tensor<?x1x5x!s16>", "tensor<?x1x4xf32>", phases, "quantized"),
             tensor({1, 1, 5}, {3, 5, 3, 2, -5}));
  EXPECT_THAT(y.values, ElementsAre(30, 2 * (30 + 3), 50, 2 * (50 + 2)));
}

TEST(EvaluateQuantized, appliesTheActivationBeforeRounding) {
  const std::string leaky = "{activation = #gan.activation<leaky_relu>, slope = 0.25 : f32} ";
  EXPECT_THAT(runOne(dense("!u8", "!u8", "-1", "1.0", "0.0", leaky), tensor({3, 1}, {0, 2, 10})).values,
              ElementsAre(128, 128, 126)); // -0.5 and -2.5 go to even
  const std::string relu = "{activation = #gan.activation<relu>} ";
  EXPECT_THAT(runOne(dense("!u8", "!u8", "-1", "1.0", "4.0", relu), tensor({2, 1}, {1, 10})).values,
              ElementsAre(131, 128));
}

TEST(EvaluateQuantized, givesTheFloat32ValueWhereTheResultIsFloat) {
  const Tensor y = runOne(dense("!u8", "f32", "3", "0.1", "-0.5"), tensor({2, 1}, {5, 255}));
  EXPECT_THAT(y.values, ElementsAre(std::fma(15.0f, 0.1f, -0.5f), std::fma(765.0f, 0.1f, -0.5f)));
}

TEST(EvaluateQuantized, addsStoredValuesOfTapsInsideOnly) {
  const Tensor y = runOne(
      kTypes +
          networkText("tensor<?x1x2x!u8>", "tensor<?x1x3xf32>",
                      "%w = gan.constant dense<[[[1, 10]]]> : tensor<1x1x2xi8> -> tensor<1x1x2x!s8>\n"
                      "%m = gan.constant dense<1.0> : tensor<1xf32>\n"
                      "%y = gan.conv %x, %w multiplier %m {strides = array<i64: 1>, dilations = array<i64: "
                      "1>, pads_low"
                      " = array<i64: 1>, pads_high = array<i64: 1>} : (tensor<?x1x2x!u8>, tensor<1x1x2x!s8>,"
                      " tensor<1xf32>) -> tensor<?x1x3xf32>",
                      "quantized"),
      tensor({1, 1, 2}, {128, 200}));
  EXPECT_THAT(y.values, ElementsAre(1280, 2128, 200)); // padding adds no 128
}

TEST(EvaluateQuantized, reportsAnAccumulatorThatOverflows) {
  Network network(
      kTypes +
      networkText("tensor<?x3x!s16>", "tensor<?x1xf32>",
                  "%w = gan.constant dense<32767> : tensor<3x1xi16> -> tensor<3x1x!s16>\n"
                  "%m = gan.constant dense<1.0> : tensor<1xf32>\n"
                  "%y = gan.dense %x, %w multiplier %m : (tensor<?x3x!s16>, tensor<3x1x!s16>, tensor<1xf32>)"
                  " -> tensor<?x1xf32>",
                  "quantized"));
  EXPECT_TRUE(network.run({{"x", tensor({1, 3}, {32767, 32767, 32767})}}).empty());
  EXPECT_THAT(network.errors, HasSubstr("accumulator is 3221028867 in channel 0, expected to fit 32 bits"));
  EXPECT_EQ(network.run({{"x", tensor({1, 3}, {32767, 32767, 0})}}).size(), 1u);
}

namespace {
/// y = the sum of x of extents `space`, times 32767; rows of the last axis are added apart.
std::string sumOfRows(const std::string &space) {
  const std::string x = "tensor<?x1x" + space + "x!s16>", w = "tensor<1x1x" + space + "x";
  return kTypes +
         networkText(
             x, "tensor<?x1x1x1xf32>",
             "%w = gan.constant dense<32767> : " + w + "i16> -> " + w + "!s16>\n" +
                 "%m = gan.constant dense<1.0> : tensor<1xf32>\n"
                 "%y = gan.conv %x, %w multiplier %m {row_sums, strides = array<i64: 1, 1>, dilations = "
                 "array<i64: 1, 1>, pads_low = array<i64: 0, 0>, pads_high = array<i64: 0, 0>} : (" +
                 x + ", " + w + "!s16>, tensor<1xf32>) -> tensor<?x1x1x1xf32>",
             "quantized");
}
} // namespace

TEST(EvaluateQuantized, addsRowsOfTapsInFloat32) {
  const Tensor y = runOne(sumOfRows("3x1"), tensor({2, 1, 3, 1}, {32767, 32767, 32767, 32767, 1, 1}));
  const float row = 32767.0f * 32767.0f; // together beyond 32 bits
  EXPECT_THAT(y.values, ElementsAre(row + row + row, row + 32767.0f + 32767.0f));
}

TEST(EvaluateQuantized, reportsARowThatOverflows) {
  Network network(sumOfRows("1x3"));
  EXPECT_TRUE(network.run({{"x", tensor({1, 1, 1, 3}, {32767, 32767, 32767})}}).empty());
  EXPECT_THAT(network.errors,
              HasSubstr("sum of a row of taps is too large in channel 0, expected to fit 32 bits"));
}

TEST(EvaluateQuantized, padsWithTheZeroPoint) {
  const Tensor y = runOne(
      kTypes + networkText("tensor<?x2x!u8>", "tensor<?x4x!u8>",
                           "%y = gan.pad %x low [0, 1] high [0, 1] : tensor<?x2x!u8> -> tensor<?x4x!u8>",
                           "quantized"),
      tensor({1, 2}, {7, 9}));
  EXPECT_THAT(y.values, ElementsAre(128, 7, 9, 128));
}

TEST(EvaluateQuantized, quantizesAndDequantizesInFloat64) {
  const std::string q = "!q = !quant.uniform<u8<1:255>:f32, 0.1:100>\n";
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THAT(runOne(q + networkText("tensor<?x1xf32>", "tensor<?x1x!q>",
                                     "%y = gan.quantize %x : tensor<?x1xf32> -> tensor<?x1x!q>"),
                     tensor({6, 1}, {0.0, 0.25, -1.0, 1e30, -1e30, nan}))
                  .values,
              ElementsAre(100, 102, 90, 255, 1, 1));
  EXPECT_THAT(runOne(q + networkText("tensor<?x1x!q>", "tensor<?x1xf32>",
                                     "%y = gan.dequantize %x : tensor<?x1x!q> -> tensor<?x1xf32>"),
                     tensor({2, 1}, {100, 103}))
                  .values,
              ElementsAre(0.0, 3.0 * 0.1));
}
