// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/physics/Ranks.h"
#include "runtime/physics/RankArea.h"

#include <cmath>
#include <gmock/gmock.h>

using namespace ganc;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Ranks, areFractionsAndSharedByEqualValues) {
  EXPECT_THAT(ranks(std::vector<double>{30, 10, 20, 10}), ElementsAre(0.875, 0.25, 0.625, 0.25));
  EXPECT_THAT(ranks({}), IsEmpty());
}

TEST(RankArea, countsPairsInWhichBIsLarger) {
  std::vector<double> a{1, 2, 4}, b{2, 3, 5, 6};
  // Of 12 pairs B is larger in 9, equal in one.
  EXPECT_DOUBLE_EQ(rankArea(a, b).value, 9.5 / 12);
  EXPECT_DOUBLE_EQ(rankArea(b, a).value, 2.5 / 12);
}

TEST(RankArea, hasTheErrorOfItsPlacements) {
  std::vector<double> a{1, 2, 4}, b{2, 3, 5, 6};
  double ofB = 0, ofA = 0;
  for (double below : {1.5 / 3, 2.0 / 3, 1.0, 1.0}) // which fraction of A is below each of B
    ofB += (below - 9.5 / 12) * (below - 9.5 / 12) / 3 / 4;
  for (double below : {0.0, 0.5 / 4, 2.0 / 4}) // and of B below each of A
    ofA += (below - 2.5 / 12) * (below - 2.5 / 12) / 2 / 3;
  EXPECT_NEAR(rankArea(a, b).error, std::sqrt(ofA + ofB), 1e-12);
}

TEST(RankArea, hasTheNoiseOfMannAndWhitney) {
  EXPECT_DOUBLE_EQ(rankAreaNoise(2, 3), std::sqrt(6.0 / 72));
}
