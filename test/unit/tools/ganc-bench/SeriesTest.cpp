// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-bench/Series.h"

#include <cmath>
#include <gtest/gtest.h>

using namespace ganc;

TEST(Series, medianIsTheMiddleOrTheMeanOfTheTwoMiddleValues) {
  EXPECT_EQ(median({5}), 5);
  EXPECT_EQ(median({9, 1, 4}), 4);
  EXPECT_EQ(median({8, 1, 4, 6}), 5);
}

TEST(Series, spreadIsTheDistanceOfTheQuartilesRelativeToTheMedian) {
  EXPECT_EQ(spread({3}), 0);
  EXPECT_EQ(spread({4, 4, 4, 4}), 0);
  EXPECT_EQ(spread({5, 1, 4, 2, 3}), 2.0 / 3.0);
}

TEST(Series, oneOutlierDoesNotWidenTheSpread) {
  EXPECT_EQ(spread({10, 10, 10, 10, 10, 10, 1000}), 0);
}

TEST(Series, rankCorrelationLooksAtTheOrderOnly) {
  EXPECT_EQ(rankCorrelation({1, 2, 3, 4}, {1, 10, 11, 1000}), 1);
  EXPECT_EQ(rankCorrelation({1, 2, 3, 4}, {9, 8, 1, 0}), -1);
  // 1 - 6 (0 + 1 + 1) / (3 * 8)
  EXPECT_DOUBLE_EQ(rankCorrelation({1, 2, 3}, {5, 7, 6}), 0.5);
}

TEST(Series, equalValuesShareTheirRanks) {
  // Ranks 0.5 0.5 2 beside 0 1 2: 1.5 / sqrt(1.5 * 2).
  EXPECT_DOUBLE_EQ(rankCorrelation({4, 4, 6}, {1, 2, 3}), 0.75 / std::sqrt(0.75));
  EXPECT_EQ(rankCorrelation({4, 4, 4}, {1, 2, 3}), 0);
}
