// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/numerics/LaneChoice.h"

#include <gmock/gmock.h>

using namespace ganc::numerics;

TEST(LaneChoice, mergesPhasesWhereChannelsAreFew) {
  // Stride and kernel 2: each phase has one tap, merging adds none.
  const PhaseAxis two = convTransposeAxis(2, 2, 0, 8), point = convAxis(1, 1, 1, 0);
  const Positions positions{{1, 4, 4}, {1, 8, 8}};
  const PhaseColumns few{{point, two, two}, {}, 1, 4, 4}, many{{point, two, two}, {}, 1, 64, 4};
  EXPECT_EQ(dotCount(few, positions, 1), 8 * 8 * 4);
  EXPECT_EQ(dotCount(few, positions, 16), 8 * 8);
  EXPECT_THAT(mergedAxes(few, positions, 16), testing::ElementsAre(false, true, true));
  EXPECT_THAT(mergedAxes(many, positions, 16), testing::ElementsAre(false, false, false));
}

TEST(LaneChoice, doesNotMergePhasesWhoseTapsLieApart) {
  // Kernel 3, stride 3, but two phases shifted by a source position: merging would read 2 taps for each.
  const PhaseAxis apart{1, 1, {{0, {0}}, {5, {0}}}}, point = convAxis(1, 1, 1, 0);
  const PhaseColumns shape{{point, point, apart}, {}, 1, 4, 4};
  EXPECT_THAT(mergedAxes(shape, {{1, 1, 20}, {1, 1, 20}}, 16), testing::ElementsAre(false, false, false));
}

TEST(LaneChoice, countsTheZerosThatFlatPlanesMultiply) {
  // 5 rows of 9 with a zero between them: 49 positions, 4 vectors of 9 taps.
  const PhaseAxis point = convAxis(1, 1, 1, 0), same = convAxis(3, 1, 1, 1);
  const PhaseColumns shape{{point, same, same}, {}, 2, 3, 1};
  EXPECT_EQ(flatDotCount(shape, {{1, 5, 9}, {1, 5, 9}}, 16), 4 * 9 * 2 * 3);
}

TEST(LaneChoice, countsWeightsThatFitNoCache) {
  EXPECT_EQ(convolutionCost(1000, 100000), 1000);
  EXPECT_EQ(convolutionCost(1000, 8 << 20), 2 << 20);
  EXPECT_EQ(convolutionCost(3 << 20, 8 << 20), 3 << 20);
}
