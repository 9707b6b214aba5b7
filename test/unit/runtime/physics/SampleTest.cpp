// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/physics/Duplicates.h"
#include "test/validate/SyntheticShowers.h"

#include <gtest/gtest.h>

using namespace ganc;

TEST(Sample, doesNotDependOnTheSizeOfTheBlocks) {
  Showers showers = makeShowers(7, 1);
  Sample whole = sampleOf(showers), pieces(showers.grid);
  std::size_t cells = showers.grid.cells();
  for (auto [first, n] : {std::pair<std::size_t, std::size_t>{0, 3}, {3, 0}, {3, 4}})
    ASSERT_FALSE(pieces.add(std::span(showers.cells).subspan(first * cells, n * cells),
                            std::span(showers.primaryEnergies).subspan(first, n)));
  ASSERT_EQ(pieces.size(), 7u);
  for (std::size_t k = 0; k < 7; ++k)
    EXPECT_TRUE(std::ranges::equal(whole.row(k), pieces.row(k)));
}

TEST(Sample, namesShowerAndCellOfANan) {
  Showers showers = makeShowers(3, 1);
  showers.cellsOf(2)[(4 * 9 + 5) * 12 + 6] = std::nanf("");
  Sample sample(showers.grid);
  auto wrong = sample.add(showers.cells, showers.primaryEnergies);
  ASSERT_TRUE(wrong);
  EXPECT_EQ(*wrong, "shower 2: cell [4][5][6] is nan, expected a finite energy");
}

TEST(Sample, refusesAnInfiniteCell) {
  Showers showers = makeShowers(1, 1);
  showers.cells[0] = HUGE_VALF;
  EXPECT_EQ(Sample(showers.grid).add(showers.cells, showers.primaryEnergies),
            "shower 0: cell [0][0][0] is inf, expected a finite energy");
}

TEST(Sample, refusesAPrimaryEnergyThatIsNotPositive) {
  for (double energy : {0.0, -5.0, double(NAN), double(HUGE_VAL)}) {
    Showers showers = makeShowers(1, 1);
    showers.primaryEnergies[0] = energy;
    EXPECT_TRUE(Sample(showers.grid).add(showers.cells, showers.primaryEnergies)) << energy;
  }
}

TEST(Duplicates, areCountedOncePerRepetition) {
  Showers showers = makeShowers(10, 1);
  std::ranges::copy(showers.cellsOf(3), showers.cellsOf(7).begin());
  std::ranges::copy(showers.cellsOf(3), showers.cellsOf(9).begin());
  EXPECT_EQ(countDuplicates(sampleOf(showers).fingerprints()), 2u);
  EXPECT_EQ(countDuplicates(sampleOf(makeShowers(10, 1)).fingerprints()), 0u);
}

TEST(Duplicates, areNotSoughtAmongEmptyShowers) {
  Showers showers = makeShowers(5, 1);
  std::ranges::fill(showers.cells, 0.0f);
  EXPECT_EQ(countDuplicates(sampleOf(showers).fingerprints()), 0u);
}

TEST(Duplicates, sharedByTwoSamplesAreCounted) {
  Showers showers = makeShowers(5, 1), others = makeShowers(5, 2);
  std::ranges::copy(showers.cellsOf(3), others.cellsOf(0).begin());
  EXPECT_EQ(countShared(sampleOf(showers).fingerprints(), sampleOf(others).fingerprints()), 1u);
}
