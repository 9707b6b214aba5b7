// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/numerics/ArenaPlan.h"

#include <gmock/gmock.h>
#include <random>

using namespace ganc::numerics;

namespace {

constexpr int64_t kAlignment = 64;

std::vector<Lifetime> randomBuffers(std::mt19937 &random, bool isAligned) {
  std::vector<Lifetime> buffers(1 + random() % 30);
  for (Lifetime &buffer : buffers) {
    buffer.bytes = isAligned ? kAlignment * (1 + random() % 50) : 1 + random() % 3000;
    buffer.first = random() % 20;
    buffer.last = buffer.first + random() % 6;
  }
  return buffers;
}

bool liveTogether(const Lifetime &a, const Lifetime &b) {
  return a.first <= b.last && b.first <= a.last;
}

/// The largest sum of bytes that live at one step.
int64_t peak(const std::vector<Lifetime> &buffers) {
  int64_t largest = 0;
  for (int64_t step = 0; step < 30; step++) {
    int64_t bytes = 0;
    for (const Lifetime &buffer : buffers)
      bytes += buffer.first <= step && step <= buffer.last ? buffer.bytes : 0;
    largest = std::max(largest, bytes);
  }
  return largest;
}

void expectApart(const std::vector<Lifetime> &buffers, const ArenaPlan &plan) {
  for (size_t a = 0; a < buffers.size(); a++)
    for (size_t b = 0; b < a; b++)
      if (liveTogether(buffers[a], buffers[b]))
        ASSERT_TRUE(plan.offsets[a] + buffers[a].bytes <= plan.offsets[b] ||
                    plan.offsets[b] + buffers[b].bytes <= plan.offsets[a])
            << "buffers " << a << " and " << b;
}

} // namespace

TEST(ArenaPlan, keepsBuffersApartThatLiveTogether) {
  std::mt19937 random(1);
  for (int round = 0; round < 500; round++) {
    const std::vector<Lifetime> buffers = randomBuffers(random, round % 2 == 0);
    const ArenaPlan plan = planArena(buffers, kAlignment);
    ASSERT_EQ(plan.offsets.size(), buffers.size());
    expectApart(buffers, plan);
    int64_t end = 0;
    for (size_t i = 0; i < buffers.size(); i++) {
      ASSERT_GE(plan.offsets[i], 0);
      ASSERT_EQ(plan.offsets[i] % kAlignment, 0);
      end = std::max(end, plan.offsets[i] + buffers[i].bytes);
    }
    ASSERT_EQ(plan.bytes, end);
  }
}

TEST(ArenaPlan, takesNoLessThanThePeakAndNoMoreThanTheSum) {
  std::mt19937 random(2);
  for (int round = 0; round < 500; round++) {
    const std::vector<Lifetime> buffers = randomBuffers(random, true);
    int64_t sum = 0;
    for (const Lifetime &buffer : buffers)
      sum += buffer.bytes;
    const int64_t bytes = planArena(buffers, kAlignment).bytes;
    ASSERT_GE(bytes, peak(buffers));
    ASSERT_LE(bytes, sum);
  }
}

TEST(ArenaPlan, reachesThePeakOfAChain) {
  // Each buffer is read by the next: two live at a time, as in a network without branches.
  const std::vector<Lifetime> chain{{640, 0, 1}, {1280, 1, 2}, {640, 2, 3}, {1280, 3, 4}, {640, 4, 5}};
  EXPECT_EQ(planArena(chain, kAlignment).bytes, 1920);
}

TEST(ArenaPlan, fillsAHoleThatFits) {
  // The third lives with the first only, and fits beside it where the second was.
  const std::vector<Lifetime> buffers{{640, 0, 5}, {320, 0, 1}, {320, 2, 5}};
  const ArenaPlan plan = planArena(buffers, kAlignment);
  EXPECT_EQ(plan.offsets[1], plan.offsets[2]);
  EXPECT_EQ(plan.bytes, 960);
}

TEST(ArenaPlan, isTheSameEveryTime) {
  std::mt19937 random(3);
  const std::vector<Lifetime> buffers = randomBuffers(random, true);
  const ArenaPlan first = planArena(buffers, kAlignment), second = planArena(buffers, kAlignment);
  EXPECT_EQ(first.offsets, second.offsets);
  EXPECT_EQ(first.bytes, second.bytes);
}

TEST(ArenaPlan, placesEqualBuffersInTheOrderTheyCome) {
  EXPECT_THAT(planArena({{64, 0, 9}, {64, 0, 9}, {64, 0, 9}}, kAlignment).offsets,
              testing::ElementsAre(0, 64, 128));
}

TEST(ArenaPlan, ofNothingIsEmpty) {
  const ArenaPlan plan = planArena({}, kAlignment);
  EXPECT_TRUE(plan.offsets.empty());
  EXPECT_EQ(plan.bytes, 0);
}
