// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How long each step of a compilation takes: CPU seconds of this process, and on request a tree of steps and
// passes on stderr (ganc --time-passes).

#ifndef GANC_COMPILER_STEPTIMES_H
#define GANC_COMPILER_STEPTIMES_H

#include "mlir/Support/Timing.h"

#include <deque>
#include <string>

namespace ganc {

class StepTimes {
public:
  /// Prints the tree when this goes.
  explicit StepTimes(bool print);

  /// Runs `step(scope)`, in whose scope passes can be timed; a name that was there before goes on.
  template <typename Step> auto measure(llvm::StringRef name, Step step) {
    mlir::TimingScope scope = root.nest(name);
    const Stopwatch watch(secondsOf(name));
    return step(scope);
  }

  const std::deque<std::pair<std::string, double>> &seconds() const { return steps; }

private:
  /// Adds what passes while it lives.
  class Stopwatch {
  public:
    explicit Stopwatch(double &seconds);
    ~Stopwatch();

  private:
    double &seconds;
    const double start;
  };

  double &secondsOf(llvm::StringRef name);

  std::deque<std::pair<std::string, double>> steps; // in the order of their beginnings
  mlir::DefaultTimingManager manager;
  mlir::TimingScope root;
};

} // namespace ganc

#endif
