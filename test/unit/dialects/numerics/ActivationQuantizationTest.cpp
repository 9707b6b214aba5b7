// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/numerics/ActivationQuantization.h"

#include "dialects/numerics/Requantization.h"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>

using namespace ganc::numerics;

namespace {
float throughU8(Range range, float value) {
  const auto [scale, zeroPoint] = scaleU8(range);
  const int32_t stored = roundToStorage(value / static_cast<float>(scale), {0, kLargestU8, zeroPoint});
  return dequantize(stored, static_cast<float>(scale), zeroPoint);
}
} // namespace

TEST(ScaleU8, keepsZeroExact) {
  for (const Range range : {Range{-1, 3}, Range{0, 7}, Range{-5, 0}, Range{2, 9}, Range{-0.1, 1000}})
    EXPECT_EQ(throughU8(range, 0.0f), 0.0f);
}

TEST(ScaleU8, coversTheRangeToHalfAStep) {
  for (const Range range : {Range{-1, 3}, Range{0, 7}, Range{-5, 0}, Range{-0.1, 1000}})
    for (const double value : {range.min, range.max, (range.min + range.max) / 2}) {
      // The zero point is rounded, too: one more half step at the ends.
      EXPECT_NEAR(throughU8(range, value), value, scaleU8(range).scale * 1.01);
    }
}

TEST(ScaleU8, putsTheZeroPointAtTheEndOfOneSidedRanges) {
  EXPECT_EQ(scaleU8({0, 7}).zeroPoint, 0);
  EXPECT_EQ(scaleU8({2, 7}).zeroPoint, 0);
  EXPECT_EQ(scaleU8({-7, 0}).zeroPoint, 255);
  EXPECT_EQ(scaleU8({-1, 3}).zeroPoint, 64);
}

TEST(ScaleS16, hasRoomOnEitherSideOfTheRange) {
  for (const Range range : {Range{-2, 1}, Range{0, 3}, Range{-1, 20}}) {
    const auto [scale, zeroPoint] = scaleS16(range);
    const Storage storage{-kLargestS16, kLargestS16, zeroPoint};
    EXPECT_NEAR(roundToStorage(range.min / scale, storage), -26214, 1);
    EXPECT_NEAR(roundToStorage(range.max / scale, storage), 26214, 1);
    EXPECT_EQ(roundToStorage(0.0, storage), zeroPoint);
  }
}

TEST(ScaleS16, isSymmetricWhereValuesAre) {
  EXPECT_EQ(scaleS16({-2, 2}).zeroPoint, 0);
}

TEST(Scales, ofValuesThatAreAllZeroAreOne) {
  EXPECT_EQ(scaleU8({0, 0}).scale, 1.0);
  EXPECT_EQ(scaleS16({0, 0}).scale, 1.0);
}

TEST(Scales, areNormalFloats) {
  for (const Range range : {Range{0, 1e-44}, Range{-1e-40, 1e-41}, Range{0, 3e38}, Range{-1.0 / 3, 0.7}})
    for (const double scale : {scaleU8(range).scale, scaleS16(range).scale}) {
      EXPECT_EQ(scale, static_cast<float>(scale));
      EXPECT_GE(scale, std::numeric_limits<float>::min());
      EXPECT_TRUE(std::isfinite(1.0f / static_cast<float>(scale)));
    }
}
