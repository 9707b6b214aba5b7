// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/numerics/CellLayout.h"

#include <gmock/gmock.h>
#include <random>
#include <set>
#include <vector>

using ganc::numerics::CellLayout;

namespace {

std::vector<int64_t> randomShape(std::mt19937 &random, size_t rank) {
  std::vector<int64_t> shape(rank);
  for (int64_t &extent : shape)
    extent = 1 + random() % 9;
  return shape;
}

int64_t product(const std::vector<int64_t> &shape) {
  int64_t result = 1;
  for (const int64_t extent : shape)
    result *= extent;
  return result;
}

} // namespace

TEST(CellLayout, givesEveryElementAPlaceOfItsOwn) {
  std::mt19937 random(1);
  for (int round = 0; round < 70; round++)
    for (const int64_t slots : {1, 2, 4}) {
      const std::vector<int64_t> shape = randomShape(random, round % 5);
      const CellLayout layout(shape, slots);
      ASSERT_EQ(layout.elements(), product(shape));
      std::set<int64_t> places;
      for (int64_t element = 0; element < layout.elements(); element++)
        places.insert(layout.place(element));
      ASSERT_EQ(static_cast<int64_t>(places.size()), layout.elements());
      ASSERT_GE(*places.begin(), 0);
      ASSERT_LT(*places.rbegin(), layout.places());
    }
}

TEST(CellLayout, leavesNoPlaceEmptyWhenSlotsDivideChannels) {
  for (const int64_t slots : {1, 2, 4}) {
    const CellLayout layout(std::vector<int64_t>{8, 3, 5, 2}, slots);
    EXPECT_EQ(layout.places(), layout.elements());
  }
}

TEST(CellLayout, wastesLessThanACellForEachPosition) {
  const CellLayout layout(std::vector<int64_t>{5, 3, 2}, 4);
  EXPECT_EQ(layout.groups(), 2);
  EXPECT_EQ(layout.places() - layout.elements(), 3 * 3 * 2);
}

TEST(CellLayout, putsChannelsOfAGroupSideBySideAndThenPositionsOfZ) {
  const CellLayout layout(std::vector<int64_t>{6, 2, 3, 5}, 4); // [c, x, y, z]
  EXPECT_EQ(layout.place(0, 0, 0, 0), 0);
  EXPECT_EQ(layout.place(3, 0, 0, 0), 3);
  EXPECT_EQ(layout.place(0, 0, 0, 1), 4);
  EXPECT_EQ(layout.place(4, 0, 0, 0), 5 * 4);
  EXPECT_EQ(layout.place(0, 0, 1, 0), 2 * 5 * 4);
  EXPECT_EQ(layout.place(0, 1, 0, 0), 3 * 2 * 5 * 4);
}

TEST(CellLayout, namesAxesByRank) {
  const auto extents = [](std::vector<int64_t> shape) {
    const CellLayout layout(shape, 1);
    return std::vector<int64_t>{layout.channels, layout.x, layout.y, layout.z};
  };
  using testing::ElementsAre;
  EXPECT_THAT(extents({}), ElementsAre(1, 1, 1, 1));
  EXPECT_THAT(extents({2}), ElementsAre(2, 1, 1, 1));
  EXPECT_THAT(extents({2, 3}), ElementsAre(2, 1, 1, 3));
  EXPECT_THAT(extents({2, 3, 4}), ElementsAre(2, 3, 1, 4));
  EXPECT_THAT(extents({2, 3, 4, 5}), ElementsAre(2, 3, 4, 5));
  EXPECT_THAT(extents({2, 3, 4, 5, 6}), ElementsAre(720, 1, 1, 1));
  EXPECT_THAT(extents({1, 2, 3, 4, 5, 6}), ElementsAre(720, 1, 1, 1));
}

TEST(CellLayout, takesAnElementsNumberInCOrder) {
  const std::vector<int64_t> shape{5, 4, 3, 2};
  const CellLayout layout(shape, 2);
  int64_t element = 0;
  for (int64_t c = 0; c < 5; c++)
    for (int64_t x = 0; x < 4; x++)
      for (int64_t y = 0; y < 3; y++)
        for (int64_t z = 0; z < 2; z++)
          ASSERT_EQ(layout.place(element++), layout.place(c, x, y, z));
}
