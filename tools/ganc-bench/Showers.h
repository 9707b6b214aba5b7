// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Calls of a compiled model: n showers with inputs drawn as its description says, without one normal numbers.

#ifndef GANC_TOOLS_GANC_BENCH_SHOWERS_H
#define GANC_TOOLS_GANC_BENCH_SHOWERS_H

#include "ganc/runtime.h"

#include <vector>

namespace ganc {

class Showers {
public:
  /// Throws std::runtime_error when the description in the artifact does not fit it.
  Showers(const ganc_model &table, int64_t n);

  /// Throws std::runtime_error when the model cannot be run here.
  void make();

private:
  const Model model;
  const int64_t n;
  std::vector<std::vector<float>> inputs, outputs; // [tensor][shower][element]
  std::vector<const float *> from;
  std::vector<float *> to;
  Workspace workspace;
};

} // namespace ganc

#endif
