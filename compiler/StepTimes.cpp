// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/StepTimes.h"

#include <ctime>

namespace ganc {

static double cpuSeconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

StepTimes::Stopwatch::Stopwatch(double &seconds) : seconds(seconds), start(cpuSeconds()) {}

StepTimes::Stopwatch::~Stopwatch() {
  seconds += cpuSeconds() - start;
}

StepTimes::StepTimes(bool print) {
  manager.setEnabled(print);
  root = manager.getRootScope();
}

double &StepTimes::secondsOf(llvm::StringRef name) {
  for (auto &[step, seconds] : steps)
    if (step == name)
      return seconds;
  return steps.emplace_back(name, 0.0).second;
}

} // namespace ganc
