// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/generate/Pipeline.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>

using namespace ganc;

namespace {

// Stores its index as the number of showers; even blocks take longer, so that threads overtake each other.
Result<Done> makeIndex(int64_t index, MadeShowers &block) {
  if (index % 2 == 0)
    std::this_thread::sleep_for(std::chrono::microseconds(300));
  block.count = index;
  return Done{};
}

TEST(Pipeline, ConsumesEveryBlockInOrder) {
  for (int threads : {1, 2, 5}) {
    int64_t expected = 0;
    const Result<Done> done = makeInOrder(
        50, threads, [] { return makeIndex; },
        [&](const MadeShowers &block) -> Result<Done> {
          EXPECT_EQ(block.count, expected++);
          return Done{};
        });
    EXPECT_TRUE(done);
    EXPECT_EQ(expected, 50);
  }
}

TEST(Pipeline, KeepsFewBlocksInMemory) {
  std::atomic<int64_t> begun = 0, consumed = 0, most = 0;
  const MakeBlock make = [&](int64_t index, MadeShowers &) -> Result<Done> {
    begun++;
    most = std::max<int64_t>(most, index - consumed);
    return Done{};
  };
  const Result<Done> done = makeInOrder(
      100, 3, [&] { return make; },
      [&](const MadeShowers &) -> Result<Done> {
        std::this_thread::sleep_for(std::chrono::microseconds(100));
        consumed++;
        return Done{};
      });
  EXPECT_TRUE(done);
  EXPECT_EQ(begun, 100);
  EXPECT_LE(most, 6);
}

TEST(Pipeline, EndsWithTheFirstErrorInOrder) {
  const auto failing = [](int64_t index, MadeShowers &block) -> Result<Done> {
    if (index >= 7)
      return Error{"block " + std::to_string(index)};
    return makeIndex(index, block);
  };
  int64_t consumed = 0;
  const Result<Done> done = makeInOrder(
      1000, 4, [&] { return failing; },
      [&](const MadeShowers &) -> Result<Done> {
        consumed++;
        return Done{};
      });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().message, "block 7");
  EXPECT_EQ(consumed, 7);
}

TEST(Pipeline, EndsWhenABlockCannotBeConsumed) {
  const Result<Done> done = makeInOrder(
      INT64_MAX, 4, [] { return makeIndex; },
      [](const MadeShowers &block) -> Result<Done> {
        return block.count < 3 ? Result<Done>(Done{}) : Error{"full"};
      });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().message, "full");
}

TEST(Pipeline, TurnsAnExceptionOfAWorkerIntoAnError) {
  const Result<Done> done = makeInOrder(
      10, 2, []() -> MakeBlock { throw std::runtime_error("no memory"); },
      [](const MadeShowers &) -> Result<Done> { return Done{}; });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().message, "no memory");
}

} // namespace
