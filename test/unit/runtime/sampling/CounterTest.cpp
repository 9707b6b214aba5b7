// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/sampling/Counter.h"

#include <gtest/gtest.h>

#include <cmath>

using ganc::Draws;

namespace {

// Known answers of Philox4x32-10 (kat_vectors of Random123), cut to 52 bits.
double expected(uint32_t high, uint32_t low) {
  return (double((uint64_t(high) << 32 | low) >> 12) + 0.5) * 0x1p-52;
}

TEST(Draws, AreThePublishedPhiloxOfZero) {
  Draws draws(0, 0, 0);
  EXPECT_EQ(draws.uniform(0), expected(0x6627e8d5, 0xe169c58d));
  EXPECT_EQ(draws.uniform(1), expected(0xbc57ac4c, 0x9b00dbd8));
}

TEST(Draws, PutSeedShowerBlockAndStreamWhereTheyBelong) {
  // counter 243f6a88 85a308d3 13198a2e 03707344, key a4093822 299f31d0
  Draws draws(0x299f31d0a4093822, 0x85a308d3243f6a88, 0x03707344);
  const uint32_t draw = 2u * 0x13198a2e;
  EXPECT_EQ(draws.uniform(draw), expected(0xd16cfe09, 0x94fdcceb));
  EXPECT_EQ(draws.uniform(draw + 1), expected(0x5001e420, 0x24126ea1));
}

TEST(Draws, DoNotDependOnTheOrderOfAsking) {
  Draws forward(7, 11, 1), backward(7, 11, 1);
  double values[9];
  for (int i = 0; i < 9; i++)
    values[i] = forward.uniform(i);
  for (int i = 8; i >= 0; i--)
    EXPECT_EQ(backward.uniform(i), values[i]);
}

TEST(Draws, AreUniformWithinTheirStatisticalError) {
  constexpr int count = 200000;
  Draws draws(3, 0, 0);
  double sum = 0, squares = 0;
  for (int i = 0; i < count; i++) {
    const double u = draws.uniform(i);
    ASSERT_GT(u, 0);
    ASSERT_LT(u, 1);
    sum += u;
    squares += u * u;
  }
  // Five standard errors.
  EXPECT_NEAR(sum / count, 0.5, 5 * std::sqrt(1.0 / 12 / count));
  EXPECT_NEAR(squares / count, 1.0 / 3, 5 * std::sqrt(4.0 / 45 / count));
}

} // namespace
