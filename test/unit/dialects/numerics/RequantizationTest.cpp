// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/numerics/Requantization.h"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>

using namespace ganc::numerics;

namespace {
constexpr Storage kU8{0, 255, 128}, kS16{-32767, 32767, 0};
constexpr float kInfinity = std::numeric_limits<float>::infinity(),
                kNan = std::numeric_limits<float>::quiet_NaN();
} // namespace

TEST(Requantization, roundsTiesToEven) {
  EXPECT_EQ(roundToStorage(0.5f, kS16), 0);
  EXPECT_EQ(roundToStorage(1.5f, kS16), 2);
  EXPECT_EQ(roundToStorage(2.5f, kS16), 2);
  EXPECT_EQ(roundToStorage(-0.5f, kS16), 0);
  EXPECT_EQ(roundToStorage(-1.5f, kS16), -2);
  EXPECT_EQ(roundToStorage(-2.5f, kS16), -2);
}

TEST(Requantization, roundsTiesOfTheValueNotOfTheStoredInteger) {
  // 0.5 and 1.5 are ties to 0 and 2; with an odd zero point the stored integers are odd.
  const Storage odd{0, 255, 7};
  EXPECT_EQ(roundToStorage(0.5f, odd), 7);
  EXPECT_EQ(roundToStorage(1.5f, odd), 9);
}

TEST(Requantization, roundsNeighborsOfTiesToTheNearest) {
  EXPECT_EQ(roundToStorage(std::nextafter(0.5f, 1.0f), kS16), 1);
  EXPECT_EQ(roundToStorage(std::nextafter(1.5f, 0.0f), kS16), 1);
  EXPECT_EQ(roundToStorage(std::nextafter(-0.5f, -1.0f), kS16), -1);
}

TEST(Requantization, clampsToTheStorage) {
  EXPECT_EQ(roundToStorage(1e30f, kU8), 255);
  EXPECT_EQ(roundToStorage(-1e30f, kU8), 0);
  EXPECT_EQ(roundToStorage(127.4f, kU8), 255);
  EXPECT_EQ(roundToStorage(127.6f, kU8), 255);
  EXPECT_EQ(roundToStorage(-128.4f, kU8), 0);
  EXPECT_EQ(roundToStorage(32768.0f, kS16), 32767);
  EXPECT_EQ(roundToStorage(-32768.0f, kS16), -32767);
}

TEST(Requantization, clampsInfinities) {
  EXPECT_EQ(roundToStorage(kInfinity, kU8), 255);
  EXPECT_EQ(roundToStorage(-kInfinity, kU8), 0);
  EXPECT_EQ(roundToStorage(kInfinity, kS16), 32767);
  EXPECT_EQ(roundToStorage(-kInfinity, kS16), -32767);
}

TEST(Requantization, makesTheLowestValueOfNan) {
  EXPECT_EQ(roundToStorage(kNan, kU8), 0);
  EXPECT_EQ(roundToStorage(-kNan, kS16), -32767);
}

TEST(Requantization, storesZeroAsTheZeroPoint) {
  for (const int32_t zeroPoint : {0, 1, 128, 254, 255}) {
    EXPECT_EQ(roundToStorage(0.0f, {0, 255, zeroPoint}), zeroPoint);
    EXPECT_EQ(roundToStorage(-0.0f, {0, 255, zeroPoint}), zeroPoint);
    EXPECT_EQ(dequantize(zeroPoint, 0.37f, zeroPoint), 0.0f);
  }
}

TEST(Requantization, reachesBothEndsAtExtremeZeroPoints) {
  EXPECT_EQ(roundToStorage(255.0f, {0, 255, 0}), 255);
  EXPECT_EQ(roundToStorage(-1.0f, {0, 255, 0}), 0);
  EXPECT_EQ(roundToStorage(-255.0f, {0, 255, 255}), 0);
  EXPECT_EQ(roundToStorage(1.0f, {0, 255, 255}), 255);
}

TEST(Requantization, givesBackEveryStoredInteger) {
  for (int32_t stored = 0; stored <= 255; stored++)
    EXPECT_EQ(roundToStorage(dequantize(stored, 0.25f, 77) * 4.0f, {0, 255, 77}), stored);
  for (int32_t stored = -32767; stored <= 32767; stored++)
    EXPECT_EQ(roundToStorage(dequantize(stored, 1.0f, 0), kS16), stored);
}

TEST(Requantization, rescalesWithOneRoundingForTheConversionAndOneForTheFma) {
  // 2^24 + 1 is no float: it becomes 2^24.
  EXPECT_EQ(rescale(16777217, 1.0f, 0.0f), 16777216.0f);
  EXPECT_EQ(rescale(std::numeric_limits<int32_t>::max(), 1.0f, 0.0f), 2147483648.0f);
  EXPECT_EQ(rescale(std::numeric_limits<int32_t>::min(), 1.0f, 0.0f), -2147483648.0f);
  // With a rounded product this would be 0.
  const float third = 1.0f / 3.0f;
  EXPECT_EQ(rescale(3, third, -1.0f), std::fma(3.0f, third, -1.0f));
  EXPECT_NE(rescale(3, third, -1.0f), 0.0f);
}

TEST(Requantization, activationsOfNegativeZeroAndNan) {
  EXPECT_FALSE(std::signbit(relu(-0.0f)));
  EXPECT_EQ(relu(-3.0f), 0.0f);
  EXPECT_EQ(relu(3.0f), 3.0f);
  EXPECT_EQ(relu(kNan), 0.0f);
  EXPECT_EQ(leakyRelu(-2.0f, 0.3f), 0.3f * -2.0f);
  EXPECT_EQ(leakyRelu(2.0f, 0.3f), 2.0f);
  EXPECT_TRUE(std::isnan(leakyRelu(kNan, 0.3f)));
}

TEST(Requantization, rescalesExactlyInTheOrderOfItsFactors) {
  // 16777217 needs more than 24 bits, and 0.1f * 3 more than a float.
  EXPECT_EQ(rescaleExactly(16777217, 0.5f, 2.0), 16777217.0);
  EXPECT_EQ(rescaleExactly(3, 0.1f, 1.0), 3 * static_cast<double>(0.1f));
  EXPECT_EQ(rescaleExactly(7, 0.3f, 0.7), 7 * static_cast<double>(0.3f) * 0.7);
}

TEST(Requantization, roundsDoublesThatAFloatWouldTakeForTies) {
  EXPECT_EQ(roundToStorage(2.5, kU8), 130);
  EXPECT_EQ(roundToStorage(2.5 + 1e-12, kU8), 131);
  EXPECT_EQ(roundToStorage(static_cast<float>(2.5 + 1e-12), kU8), 130);
  EXPECT_EQ(roundToStorage(1e300, kU8), 255);
}
