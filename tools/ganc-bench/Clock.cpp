// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-bench/Clock.h"

#include <ctime>
#include <sched.h>

namespace ganc {

double cpuSeconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return double(time.tv_sec) + 1e-9 * double(time.tv_nsec);
}

double secondsPerCall(const std::function<void()> &call, double seconds) {
  const double start = cpuSeconds();
  for (int calls = 1;; calls++) {
    call();
    if (const double spent = cpuSeconds() - start; spent >= seconds)
      return spent / calls;
  }
}

void stayOnThisCore() {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(sched_getcpu(), &set);
  sched_setaffinity(0, sizeof set, &set); // refused: the scheduler decides, as for users
}

} // namespace ganc
