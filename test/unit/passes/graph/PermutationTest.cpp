// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "passes/graph/Permutation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>
#include <random>

namespace ganc::graph {
namespace {

using testing::ElementsAre;
using Shape = std::vector<int64_t>;

int64_t sizeOf(const Shape &shape) {
  return std::accumulate(shape.begin(), shape.end(), int64_t{1}, std::multiplies<>());
}

TEST(Permutation, InverseUndoesIt) {
  const Permutation p{0, 3, 1, 2};
  EXPECT_TRUE(isIdentity(compose(p, inverse(p))));
  EXPECT_FALSE(isIdentity(compose(p, p)));
}

TEST(Permutation, ComposedIsOneAfterTheOther) {
  const Shape shape{2, 3, 4};
  const Permutation first{1, 2, 0}, second{0, 2, 1};
  const auto once = transposedOrder(shape, first);
  const auto again = transposedOrder(permuted(shape, first), second);
  const auto both = transposedOrder(shape, compose(first, second));
  for (size_t i = 0; i < both.size(); i++)
    EXPECT_EQ(both[i], once[again[i]]);
}

TEST(Permutation, OrdersElementsOfAMatrix) {
  EXPECT_THAT(transposedOrder(Shape{2, 3}, Permutation{1, 0}), ElementsAre(0, 3, 1, 4, 2, 5));
}

TEST(Permutation, KnowsWhenOnlyUnitAxesMove) {
  EXPECT_TRUE(movesOnlyUnitAxes(Shape{8, 1, 3, 4}, Permutation{0, 2, 3, 1}));
  EXPECT_FALSE(movesOnlyUnitAxes(Shape{8, 2, 3, 4}, Permutation{0, 2, 3, 1}));
}

TEST(SwapWithReshape, MergesNeighborsBeforeTheTranspose) {
  const auto swapped = swapWithReshape(Shape{8, 4, 5, 2, 3}, Permutation{0, 2, 3, 4, 1}, Shape{8, 10, 3, 4});
  ASSERT_TRUE(swapped);
  EXPECT_THAT(swapped->shape, ElementsAre(8, 4, 10, 3));
  EXPECT_THAT(swapped->permutation, ElementsAre(0, 2, 3, 1));
}

TEST(SwapWithReshape, InsertsAndSplitsAxes) {
  const auto swapped = swapWithReshape(Shape{8, 4, 6}, Permutation{0, 2, 1}, Shape{8, 3, 2, 1, 4});
  ASSERT_TRUE(swapped);
  EXPECT_THAT(swapped->shape, ElementsAre(8, 4, 3, 2, 1));
  EXPECT_THAT(swapped->permutation, ElementsAre(0, 2, 3, 4, 1));
}

TEST(SwapWithReshape, RefusesToMergeWhatTheTransposeParted) {
  EXPECT_FALSE(swapWithReshape(Shape{8, 2, 3}, Permutation{0, 2, 1}, Shape{8, 6}));
  EXPECT_FALSE(swapWithReshape(Shape{8, 2, 3, 5}, Permutation{0, 2, 1, 3}, Shape{8, 3, 10}));
}

TEST(SwapWithReshape, RefusesACutAcrossAxes) {
  EXPECT_FALSE(swapWithReshape(Shape{8, 4, 9}, Permutation{0, 2, 1}, Shape{8, 6, 6}));
}

/// Splits, merges and drops axes of `shape` at random.
Shape randomReshape(Shape shape, std::mt19937 &random) {
  const size_t axis = 1 + random() % (shape.size() - 1);
  switch (random() % 3) {
  case 0:
    shape.insert(shape.begin() + axis, 1);
    break;
  case 1:
    if (shape[axis] % 2 == 0)
      shape[axis] /= 2, shape.insert(shape.begin() + axis, 2);
    break;
  default:
    if (axis + 1 < shape.size())
      shape[axis] *= shape[axis + 1], shape.erase(shape.begin() + axis + 1);
  }
  return shape;
}

TEST(SwapWithReshape, KeepsElementsWhereItSwaps) {
  std::mt19937 random(1);
  int swaps = 0;
  for (int round = 0; round < 2000; round++) {
    Shape shape{3};
    for (size_t axis = 0; axis < 2 + random() % 3; axis++)
      shape.push_back(1 + random() % 4);
    Permutation p(shape.size());
    std::iota(p.begin(), p.end(), 0);
    std::shuffle(p.begin() + 1, p.end(), random);
    const Shape dst = randomReshape(randomReshape(permuted(shape, p), random), random);
    const auto swapped = swapWithReshape(shape, p, dst);
    if (!swapped)
      continue;
    swaps++;
    ASSERT_EQ(sizeOf(swapped->shape), sizeOf(shape));
    ASSERT_EQ(permuted(swapped->shape, swapped->permutation), dst);
    ASSERT_EQ(transposedOrder(swapped->shape, swapped->permutation), transposedOrder(shape, p));
  }
  EXPECT_GT(swaps, 200);
}

} // namespace
} // namespace ganc::graph
