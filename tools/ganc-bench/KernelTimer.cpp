// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-bench/KernelTimer.h"

#include "tools/ganc-bench/Clock.h"
#include "tools/ganc-bench/Series.h"

#include <algorithm>

using namespace ganc;

static constexpr double kTick = 1e-9; // of the clock: nothing that runs takes less

/// Calls of a kernel in one run.
struct Calls {
  double seconds = 0;
  int64_t count = 0;
};

// What was taken of each kernel in this run, and where we are.
static std::vector<Calls> taken;
static int64_t running = -1;
static double since;

void ganc_bench_mark(int64_t kernel) {
  const double now = cpuSeconds();
  if (running >= 0) {
    taken[running].seconds += now - since;
    taken[running].count++;
  }
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
  std::vector<Series> runs(kernels);
  const double clock = secondsOfClock();
  const auto timed = [&] {
    taken.assign(kernels, {});
    run();
    for (size_t i = 0; i < kernels; i++)
      runs[i].push_back(taken[i].count == 0 ? 0 : std::max(taken[i].seconds - clock * taken[i].count, kTick));
  };
  timed(); // what others have displaced from the caches
  runs.assign(kernels, {});
  secondsPerCall(timed, seconds);
  std::vector<double> result;
  for (const Series &own : runs)
    result.push_back(median(own));
  return result;
}

} // namespace ganc
