// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "passes/graph/MovedRows.h"

#include <gmock/gmock.h>

using namespace ganc::graph;
using testing::ElementsAre;

TEST(MovedRows, anotherOrder) {
  EXPECT_THAT(movedRows({1, 2, 3, 4, 5, 6}, 2, {2, 0, 1}, 3), ElementsAre(3, 4, 5, 6, 1, 2));
}

TEST(MovedRows, copiesAreAddedUp) {
  EXPECT_THAT(movedRows({1, 2, 3, 4}, 1, {0, 0, 1, 1}, 2), ElementsAre(3, 7));
}

TEST(MovedRows, zerosVanishAndElementsThatNobodyReadsGetZeros) {
  EXPECT_THAT(movedRows({1, 2}, 1, {kNowhere, 1}, 3), ElementsAre(0, 2, 0));
}
