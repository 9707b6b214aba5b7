// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-bench/KernelTimer.h"

#include "tools/ganc-bench/Clock.h"

#include <gtest/gtest.h>

using namespace ganc;

static void work(double seconds) {
  for (const double start = cpuSeconds(); cpuSeconds() - start < seconds;)
    ;
}

TEST(KernelTimer, whatRunsBetweenTheMarksOfAKernelIsItsOwn) {
  // `work` spins until this thread has used so much, less what the timer takes off for its looks at the clock.
  constexpr double first = 1e-3, second = 3e-3, nobodys = 30e-3, clock = 0.1e-3;
  const std::vector<double> seconds = secondsPerKernel(
      4,
      [] {
        work(nobodys);
        for (int block = 0; block < 2; block++) {
          ganc_bench_mark(0);
          work(first);
          ganc_bench_mark(-1);
        }
        ganc_bench_mark(3);
        work(second);
        ganc_bench_mark(-1);
      },
      0.05);
  ASSERT_EQ(seconds.size(), 4u);
  EXPECT_GE(seconds[0], 2 * (first - clock));
  EXPECT_EQ(seconds[1], 0);
  EXPECT_EQ(seconds[2], 0);
  EXPECT_GE(seconds[3], second - clock);
  EXPECT_LT(seconds[0] + seconds[3], nobodys);
}
