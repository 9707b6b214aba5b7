// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/numerics/RegisterTile.h"

#include <algorithm>
#include <gtest/gtest.h>

using namespace ganc::numerics;

namespace {

constexpr int64_t kFewBytes = 1 << 10, kManyBytes = 1 << 20; // of weights: in the L1 cache, and not
constexpr int64_t kMostChannels = 40, kMostPositions = 30;

template <typename Check> void forEachShape(Check check) {
  for (int64_t channels = 1; channels <= kMostChannels; channels++)
    for (const int64_t slots : {1, 2, 4})
      for (int64_t positions = 1; positions <= kMostPositions; positions++)
        check(channels, slots, positions);
}

int64_t tileChannels(int64_t channels, int64_t slots, int64_t positions) {
  return channelTiles(channels, slots, positions).front().channels;
}

int64_t tileVectors(int64_t vectors, int64_t positions, int64_t registers) {
  return vectorTiles(vectors, positions, registers, kFewBytes).front().channels;
}

} // namespace

TEST(RegisterTile, comesCheapestFirstAndAsHighAsFits) {
  forEachShape([](int64_t channels, int64_t slots, int64_t positions) {
    const std::vector<RegisterTile> tiles = channelTiles(channels, slots, positions);
    ASSERT_TRUE(std::ranges::is_sorted(tiles, {}, &RegisterTile::cost));
    ASSERT_EQ(tiles.front().positions, tilePositions(tiles.front().channels, positions, 32));
  });
}

TEST(RegisterTile, costsDotProductsAndHalfOfThatForLoads) {
  for (const RegisterTile &tile : channelTiles(6, 2, 10)) {
    if (tile.channels == 6 && tile.positions == 4) // two blocks of 4 and one of 2
      EXPECT_EQ(tile.cost, 6 * 10 + 0.5 * 10 + 0.5 * 6 * 3);
    if (tile.channels == 4 && tile.positions == 1)
      EXPECT_EQ(tile.cost, 2 * (4 * 10 + 0.5 * 10 + 0.5 * 4 * 10));
  }
}

TEST(RegisterTile, fillsNoMoreRegistersThanThereAre) {
  forEachShape([](int64_t channels, int64_t slots, int64_t positions) {
    const int64_t tile = tileChannels(channels, slots, positions);
    const int64_t height = tilePositions(tile, positions, 32);
    // Accumulators, the cells they read, two weights.
    ASSERT_LE(height * tile + height + 2, 32)
        << channels << " channels by " << slots << ", " << positions << " positions";
  });
}

TEST(RegisterTile, isOnePositionWhereRegistersAreFew) {
  for (int64_t tile = 1; tile <= 28; tile++)
    for (int64_t registers : {4, 8}) {
      const int64_t height = tilePositions(tile, kMostPositions, registers);
      ASSERT_GE(height, 1);
      ASSERT_TRUE(height == 1 || height * (tile + 1) + 2 <= registers) << tile << " channels, " << registers;
    }
}

TEST(RegisterTile, hasWholeGroupsOfChannelsAndNotAWholeGroupTooMany) {
  forEachShape([](int64_t channels, int64_t slots, int64_t positions) {
    const int64_t tile = tileChannels(channels, slots, positions);
    ASSERT_GE(tile, slots);
    ASSERT_EQ(tile % slots, 0);
    ASSERT_LT(tile, channels + slots);
  });
}

TEST(RegisterTile, isNoHigherThanThereArePositions) {
  forEachShape([](int64_t channels, int64_t slots, int64_t positions) {
    const int64_t height = tilePositions(tileChannels(channels, slots, positions), positions, 32);
    ASSERT_GE(height, 1);
    ASSERT_LE(height, positions);
  });
}

TEST(RegisterTile, cutsPositionsEvenly) {
  EXPECT_EQ(tilePositions(4, 7, 32), 6);
  EXPECT_EQ(evenTile(7, 6), 4); // 4 + 3 instead of 6 + 1
  EXPECT_EQ(evenTile(12, 6), 6);
  EXPECT_EQ(evenTile(4, 6), 4);
}

TEST(RegisterTile, keepsAllChannelsTogetherWhereTheyFit) {
  EXPECT_EQ(tileChannels(6, 1, 25), 6);
  EXPECT_EQ(tileChannels(6, 2, 25), 6);
}

TEST(RegisterTile, doesNotComputeMuchPadding) {
  // 13 channels as 13, not as 2 * 12.
  forEachShape([](int64_t channels, int64_t, int64_t positions) {
    const int64_t tile = tileChannels(channels, 1, positions), computed = (channels + tile - 1) / tile * tile;
    ASSERT_LE(computed, channels + 4) << channels << " channels, " << positions << " positions";
  });
}

TEST(RegisterTile, keepsVectorsOfChannelsWithinRegistersAndFewPlaces) {
  for (int64_t vectors = 1; vectors <= kMostChannels; vectors++)
    for (int64_t positions = 1; positions <= kMostPositions; positions++)
      for (const int64_t registers : {4, 8, 32}) {
        const int64_t width = tileVectors(vectors, positions, registers);
        const int64_t height = tilePositions(width, positions, registers);
        ASSERT_GE(width, 1);
        ASSERT_LE(width, std::min<int64_t>(vectors, 8))
            << vectors << " vectors, " << positions << " positions";
        ASSERT_TRUE(height * width == 1 || height * (width + 1) + 2 <= registers);
      }
}

TEST(RegisterTile, hidesTheLatencyOfDotProductsOfOnePosition) {
  EXPECT_EQ(tileVectors(1568, 1, 32), 8);
  EXPECT_EQ(tileVectors(3, 5, 32), 3); // and with 5 positions
  EXPECT_EQ(tilePositions(3, 5, 32), 5);
}

TEST(RegisterTile, readsWeightsBeyondTheL1CacheLessOften) {
  // 8 positions of 4 vectors: two rows of 4 x 4 load 8 + 8 cells, 8 x 2 in turn 16 + 4.
  EXPECT_EQ(vectorTiles(4, 8, 32, kFewBytes).front().channels, 4);
  EXPECT_EQ(vectorTiles(4, 8, 32, kManyBytes).front().channels, 2);
}

TEST(RegisterTile, hasTwoSumsWhereOneWouldWait) {
  EXPECT_EQ(sumsOfTile(5, 9, 9, 32), 2);
  EXPECT_EQ(sumsOfTile(10, 9, 9, 32), 1);  // as many as are in flight
  EXPECT_EQ(sumsOfTile(5, 10, 11, 32), 1); // 33 registers
}
