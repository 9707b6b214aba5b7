// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How well the costs that tiles are chosen by (dialects/numerics/RegisterTile.h) foresee times: the rank correlation
// of both over candidates of a kernel, 1 when the order is right.

#ifndef GANC_TOOLS_GANC_BENCH_RANK_H
#define GANC_TOOLS_GANC_BENCH_RANK_H

#include "tools/ganc-bench/Bench.h"

#include <span>

namespace ganc {

struct Candidate {
  std::string tile;
  double cost;    ///< of the model
  double seconds; ///< a shower
};

struct RankedKernel {
  int64_t n;
  Kernel kernel;
  std::vector<Candidate> candidates; ///< the cheapest by the model first, no tile twice

  double correlation() const;
  /// Time of the first over that of the fastest.
  double loss() const;
};

/// The kernels of each n that have more than one candidate.
std::vector<RankedKernel> rankKernels(std::span<const MeasuredLayers> candidates);

} // namespace ganc

#endif
