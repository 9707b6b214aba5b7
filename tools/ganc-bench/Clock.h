// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How long something takes this thread, other processes left out, in seconds.

#ifndef GANC_TOOLS_GANC_BENCH_CLOCK_H
#define GANC_TOOLS_GANC_BENCH_CLOCK_H

#include <functional>

namespace ganc {

/// CPU time of this thread since it started.
double cpuSeconds();

/// CPU time of one call: the mean over as many as fill `seconds`, at least one.
double secondsPerCall(const std::function<void()> &call, double seconds);

/// From now on this thread stays on the core that it is on.
void stayOnThisCore();

} // namespace ganc

#endif
