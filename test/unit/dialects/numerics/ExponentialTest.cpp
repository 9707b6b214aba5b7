// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/numerics/Exponential.h"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>

using namespace ganc;

/// Calls check(x) for numbers from -90 to 90, close together near zero.
template <typename Check> static void sweep(Check check) {
  for (int i = -4000; i <= 4000; i++)
    check(static_cast<float>(90 * std::pow(i / 4000.0, 3)));
}

TEST(Exponential, isWithinThreeUnitsInTheLastPlaceOfExp) {
  sweep([](float x) {
    if (x >= -87 && x <= 88) {
      const double exact = std::exp(double{x});
      EXPECT_NEAR(numerics::exp(x), exact, 3 * 0x1p-24 * exact) << x;
    }
  });
}

TEST(Exponential, staysNormalBeyondItsBounds) {
  EXPECT_EQ(numerics::exp(-1e9f), numerics::exp(-87.0f));
  EXPECT_EQ(numerics::exp(1e9f), numerics::exp(88.0f));
  EXPECT_TRUE(std::isnormal(numerics::exp(-87.0f)));
  EXPECT_TRUE(std::isnormal(numerics::exp(88.0f)));
}

TEST(Exponential, sigmoidAndTanhHaveAnAbsoluteErrorOfAFewRoundings) {
  sweep([](float x) {
    EXPECT_NEAR(numerics::sigmoid(x), 1 / (1 + std::exp(-double{x})), 1.2e-7) << x;
    EXPECT_NEAR(numerics::tanh(x), std::tanh(double{x}), 2.4e-7) << x;
  });
}

TEST(Exponential, sigmoidAndTanhReachTheirEnds) {
  constexpr float infinity = std::numeric_limits<float>::infinity();
  EXPECT_EQ(numerics::sigmoid(infinity), 1.0f);
  EXPECT_NEAR(numerics::sigmoid(-infinity), 0.0f, 1e-37f);
  EXPECT_EQ(numerics::tanh(infinity), 1.0f);
  EXPECT_EQ(numerics::tanh(-infinity), -1.0f);
  EXPECT_EQ(numerics::tanh(0.0f), 0.0f);
}
