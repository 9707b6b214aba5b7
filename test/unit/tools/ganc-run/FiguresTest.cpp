// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Errors are relative to the reference as a whole, and nothing that is not finite passes for small.
#include "tools/ganc-run/Figures.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

using namespace ganc;

namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();
constexpr float nan = std::numeric_limits<float>::quiet_NaN();

Figures figures(std::vector<float> reference, std::vector<float> computed) {
  return compare(reference, computed);
}

TEST(Figures, areRelativeToTheWholeReference) {
  const Figures result = figures({3, -4, 0}, {3, -4, 1});
  EXPECT_DOUBLE_EQ(result.maxError, 1.0 / 4);
  EXPECT_DOUBLE_EQ(result.l2Error, 1.0 / 5);
}

TEST(Figures, areZeroForEqualBits) {
  EXPECT_EQ(figures({1, nan, infinity}, {1, nan, infinity}).maxError, 0);
  EXPECT_EQ(figures({0, 0}, {0, 0}).l2Error, 0);
}

TEST(Figures, areInfiniteForAnythingElseThatIsNotFinite) {
  EXPECT_EQ(figures({1, 2}, {1, nan}).maxError, infinity);
  EXPECT_EQ(figures({1, nan}, {1, 2}).maxError, infinity);
  EXPECT_EQ(figures({1, 2}, {1, infinity}).l2Error, infinity);
}

TEST(Figures, areInfiniteForAnErrorAgainstNothing) {
  EXPECT_EQ(figures({0, 0}, {0, 1e-30f}).maxError, infinity);
}

} // namespace
