// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Takes the time of single kernels inside of `run`: code with marks (Marks.h) calls ganc_bench_mark before and
// after each. A kernel's time is that of all its calls in one run, less what looking at the clock takes; the median
// over the runs: one after which the caches were another process's does not count.

#ifndef GANC_TOOLS_GANC_BENCH_KERNELTIMER_H
#define GANC_TOOLS_GANC_BENCH_KERNELTIMER_H

#include <cstdint>
#include <functional>
#include <vector>

extern "C" {
/// A kernel's number before it, -1 after it.
void ganc_bench_mark(int64_t kernel);
}

namespace ganc {

/// Seconds of each of `kernels` in one call of `run`, which is made again and again for `seconds`, and once
/// before; 0 for those
/// that do not run. One at a time in a process.
std::vector<double> secondsPerKernel(size_t kernels, const std::function<void()> &run, double seconds);

} // namespace ganc

#endif
