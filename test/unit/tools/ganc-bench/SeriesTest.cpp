// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-bench/Series.h"

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
