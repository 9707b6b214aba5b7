// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-bench/KernelTimer.h"

#include "tools/ganc-bench/Clock.h"
#include "tools/ganc-bench/Series.h"

#include <algorithm>

using namespace ganc;

static constexpr double kTick = 1e-9; // of the clock: nothing that runs takes less

// What was taken of each kernel, and where we are.
static std::vector<Series> taken;
static int64_t running = -1;
static double since;

void ganc_bench_mark(int64_t kernel) {
  const double now = cpuSeconds();
  if (running >= 0)
    taken[running].push_back(now - since);
  running = kernel;
  since = cpuSeconds();
}

/// What is seen between two looks at the clock in a row.
static double secondsOfClock() {
  Series seen;
  for (int i = 0; i < 1000; i++) {
    const double start = cpuSeconds();
    seen.push_back(cpuSeconds() - start);
  }
  return median(seen);
}

namespace ganc {

std::vector<double> secondsPerKernel(size_t kernels, const std::function<void()> &run, double seconds) {
  taken.assign(kernels, {});
  run(); // what others have displaced from the caches
  taken.assign(kernels, {});
  int64_t calls = 0;
  secondsPerCall([&] { run(), calls++; }, seconds);
  const double clock = secondsOfClock();
  std::vector<double> result;
  for (const Series &own : taken)
    result.push_back(own.empty() ? 0
                                 : std::max(median(own) - clock, kTick) * double(own.size()) / double(calls));
  return result;
}

} // namespace ganc
