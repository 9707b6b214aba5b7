// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-bench/Rank.h"

#include <gtest/gtest.h>

using namespace ganc;

static MeasuredLayer layer(const char *function, const char *tile, double cost, Series seconds) {
  MeasuredLayer result;
  result.kernel.function = function;
  result.kernel.tile = tile;
  result.kernel.tileCost = cost;
  result.seconds = std::move(seconds);
  return result;
}

TEST(Rank, candidatesOfAKernelAreComparedAtEachN) {
  const std::vector<MeasuredLayers> measured{
      {16, {layer("conv", "4x6", 10, {3, 2, 1}), layer("head", "1x16", 0, {9})}},
      {16, {layer("conv", "1x6", 30, {4}), layer("head", "1x16", 0, {8})}},
      {16, {layer("conv", "2x6", 20, {1}), layer("head", "1x16", 0, {7})}},
      {1, {layer("conv", "4x6", 10, {1})}},
      {1, {layer("conv", "1x6", 30, {2})}},
  };
  const std::vector<RankedKernel> ranked = rankKernels(measured);
  ASSERT_EQ(ranked.size(), 2u); // the head has one tile
  EXPECT_EQ(ranked[0].n, 16);
  EXPECT_EQ(ranked[0].kernel.function, "conv");
  ASSERT_EQ(ranked[0].candidates.size(), 3u);
  EXPECT_EQ(ranked[0].candidates[0].tile, "4x6");
  EXPECT_EQ(ranked[0].candidates[1].tile, "2x6");
  EXPECT_EQ(ranked[0].candidates[2].tile, "1x6");
  EXPECT_EQ(ranked[0].correlation(), 0.5); // order 1 2 3 beside 2 1 3
  EXPECT_EQ(ranked[0].loss(), 2);          // median 2 beside 1
  EXPECT_EQ(ranked[1].n, 1);
  EXPECT_EQ(ranked[1].correlation(), 1);
  EXPECT_EQ(ranked[1].loss(), 1);
}

TEST(Rank, aTileThatComesTwiceCountsOnce) {
  const std::vector<MeasuredLayers> measured{{16, {layer("conv", "4x6", 10, {1})}},
                                             {16, {layer("conv", "4x6", 10, {2})}},
                                             {16, {layer("conv", "2x6", 20, {3})}}};
  ASSERT_EQ(rankKernels(measured).size(), 1u);
  EXPECT_EQ(rankKernels(measured)[0].candidates.size(), 2u);
}
