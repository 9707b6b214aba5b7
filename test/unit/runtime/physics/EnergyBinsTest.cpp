// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/physics/EnergyBins.h"

#include <gtest/gtest.h>
#include <random>

using namespace ganc;

namespace {

std::vector<double> uniform(std::size_t n, double low, double high, unsigned seed) {
  std::mt19937_64 random(seed);
  std::uniform_real_distribution<double> law(low, high);
  std::vector<double> values(n);
  for (double &value : values)
    value = law(random);
  return values;
}

std::vector<double> repeated(std::initializer_list<double> energies, std::size_t times) {
  std::vector<double> values;
  for (double energy : energies)
    values.insert(values.end(), times, energy);
  return values;
}

} // namespace

TEST(EnergyBins, holdEqualNumbersOfShowersAndLeaveNoneOut) {
  Pool pool = makePool(uniform(1000, 10, 500, 1), uniform(1000, 10, 500, 2));
  ASSERT_EQ(pool.bins.size(), 10u);
  for (const EnergyBin &bin : pool.bins)
    EXPECT_NEAR(double(bin.a + bin.b), 200, 2);
  EXPECT_EQ(pool.leftOutA + pool.leftOutB, 0u);
  EXPECT_FALSE(pool.energiesDiffer);
}

TEST(EnergyBins, areTheFixedEnergiesThatBothSamplesHave) {
  Pool pool = makePool(repeated({10, 50, 100}, 30), repeated({50, 100, 200}, 30));
  ASSERT_EQ(pool.bins.size(), 2u);
  EXPECT_EQ(pool.bins[0].low, 50);
  EXPECT_EQ(pool.leftOutA, 30u);
  EXPECT_EQ(pool.leftOutB, 30u);
  EXPECT_TRUE(pool.energiesDiffer);
}

TEST(EnergyBins, coverTheCommonRangeOnly) {
  Pool pool = makePool(uniform(1000, 10, 300, 1), uniform(1000, 200, 500, 2));
  EXPECT_GE(pool.bins.front().low, 195);
  EXPECT_LE(pool.bins.back().high, 305);
  EXPECT_TRUE(pool.energiesDiffer);
  EXPECT_GT(pool.leftOutA, 600u);
}

TEST(EnergyBins, areWindowsAroundTheEnergiesOfTheSampleThatHasFixedOnes) {
  Pool pool = makePool(repeated({50, 56, 100}, 30), uniform(2000, 10, 500, 2));
  ASSERT_EQ(pool.bins.size(), 3u);
  EXPECT_EQ(pool.bins[0].low, 45);
  EXPECT_EQ(pool.bins[0].high, 53);
  EXPECT_EQ(pool.bins[2].high, 105);
  EXPECT_EQ(pool.leftOutA, 0u);
}

TEST(EnergyBins, areNoneForDisjointEnergiesOrEmptySamples) {
  EXPECT_TRUE(makePool(uniform(100, 10, 20, 1), uniform(100, 30, 40, 2)).bins.empty());
  EXPECT_TRUE(makePool({}, uniform(100, 30, 40, 2)).bins.empty());
}

TEST(EnergyBins, withFewShowersOfOneSampleAreLeftOut) {
  auto a = repeated({10, 50}, 30), b = repeated({10}, 30);
  b.push_back(50);
  Pool pool = makePool(a, b);
  ASSERT_EQ(pool.bins.size(), 1u);
  EXPECT_EQ(pool.leftOutB, 1u);
}
