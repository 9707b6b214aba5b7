// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/OutputBalance.h"

#include <cmath>
#include <gtest/gtest.h>

using namespace ganc;

namespace {
constexpr double kRounding = 1e-6; // of a few float32 sums
}

TEST(OutputBalance, takesBackTheMeanErrorOfALinearOutput) {
  OutputBalance balance({0, 0}, 1, 1.0);
  balance.add(std::vector<float>{1.5f, 2.5f}, std::vector<float>{1.0f, 2.0f});
  EXPECT_NEAR(balance.shifts()[0], -0.5, kRounding);
}

TEST(OutputBalance, countsOnlyElementsThatAnswer) {
  OutputBalance balance({0, 0, 0, 0}, 1, 0.0); // relu: the zero answers nothing
  balance.add(std::vector<float>{1.5f, 0.0f, 2.5f, 0.0f}, std::vector<float>{1.0f, 0.0f, 2.0f, 0.0f});
  EXPECT_NEAR(balance.shifts()[0], -0.5, kRounding);
}

TEST(OutputBalance, countsSlopeBelowZero) {
  OutputBalance balance({0, 0}, 1, 0.5);
  balance.add(std::vector<float>{2.0f, -1.0f}, std::vector<float>{1.5f, -1.25f});
  EXPECT_NEAR(balance.shifts()[0], -(0.5 + 0.25) / 1.5, kRounding);
}

TEST(OutputBalance, keepsChannelsApartAndLeavesOutMovedZeros) {
  OutputBalance balance({0, 1, -1}, 2, 0.0);
  balance.add(std::vector<float>{2, 5, 9}, std::vector<float>{1, 7, 0});
  EXPECT_NEAR(balance.shifts()[0], -1, kRounding);
  EXPECT_NEAR(balance.shifts()[1], 2, kRounding);
}

TEST(OutputBalance, weighsShowersByRelativeErrors) {
  OutputBalance balance({0, 0}, 1, 1.0);
  balance.add(std::vector<float>{2, 1}, std::vector<float>{1, 0});         // 1 too much of 1
  balance.add(std::vector<float>{199, 799}, std::vector<float>{200, 800}); // 1 too little of 1000
  EXPECT_NEAR(balance.shifts()[0], -(2.0 - 2.0 / 1000) / (2 + 2.0 / 1000), kRounding);
}

TEST(OutputBalance, isZeroWhereNothingIsKnown) {
  OutputBalance balance({0, 1}, 2, 0.0);
  balance.add(std::vector<float>{3, 4}, std::vector<float>{0, 0}); // an empty shower
  EXPECT_EQ(balance.shifts()[0], 0);
  balance.add(std::vector<float>{0, 1}, std::vector<float>{1, 1}); // channel 0 is cut off everywhere
  EXPECT_EQ(balance.shifts()[0], 0);
}

// Noise of either sign before a relu adds to the mean behind it; the shift takes most of that back.
TEST(OutputBalance, balancesRectifiedNoise) {
  const auto errorOfSum = [](double shift) {
    double sum = 0;
    for (int i = -50; i <= 50; i++)
      for (const double noise : {-0.2, 0.2})
        sum += std::max(i / 50.0 + noise + shift, 0.0) - std::max(i / 50.0, 0.0);
    return sum;
  };
  OutputBalance balance(std::vector<int64_t>(202, 0), 1, 0.0);
  std::vector<float> actual, expected;
  for (int i = -50; i <= 50; i++)
    for (const double noise : {-0.2, 0.2}) {
      expected.push_back(std::max(i / 50.0, 0.0));
      actual.push_back(std::max(i / 50.0 + noise, 0.0));
    }
  balance.add(actual, expected);
  EXPECT_GT(errorOfSum(0), 1.0);
  EXPECT_LT(std::abs(errorOfSum(balance.shifts()[0])), 0.2 * errorOfSum(0));
}
