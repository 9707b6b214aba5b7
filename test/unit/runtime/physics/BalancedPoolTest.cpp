// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/physics/BalancedPool.h"

#include <gmock/gmock.h>

using namespace ganc;
using testing::ElementsAre;
using testing::SizeIs;

namespace {

std::vector<double> energies(std::size_t at10, std::size_t at50) {
  std::vector<double> all(at10, 10);
  all.insert(all.end(), at50, 50);
  return all;
}

} // namespace

TEST(BalancedPool, hasEquallyManyOfBothInEachBinEvenlySpread) {
  BalancedPool balanced = balance(makePool(energies(40, 10), energies(10, 100)));
  ASSERT_THAT(balanced.rows, SizeIs(40));
  std::vector<std::size_t> first(balanced.rows.begin(), balanced.rows.begin() + 12);
  EXPECT_THAT(first, ElementsAre(3, 7, 11, 15, 19, 23, 27, 31, 35, 39, 40, 41));
  EXPECT_EQ(balanced.rows[20], 50u); // the first shower of B
  EXPECT_EQ(balanced.rows[30], 69u); // every tenth of its 100 showers of 50 GeV
  EXPECT_EQ(balanced.pool.a, 20u);
  EXPECT_EQ(balanced.pool.b, 20u);
  for (const EnergyBin &bin : balanced.pool.bins) {
    EXPECT_EQ(bin.a, 10u);
    EXPECT_EQ(bin.b, 10u);
  }
  for (std::size_t k = 0; k < 40; ++k)
    EXPECT_EQ(balanced.pool.showers[k].ofB, k >= 20);
}

TEST(BalancedPool, isAllWhereEnergiesDoNotDiffer) {
  BalancedPool balanced = balance(makePool(energies(40, 20), energies(30, 15)));
  EXPECT_THAT(balanced.rows, SizeIs(105));
  EXPECT_EQ(balanced.pool.b, 45u);
}
