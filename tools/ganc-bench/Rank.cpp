// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-bench/Rank.h"

#include <algorithm>

namespace ganc {

double RankedKernel::correlation() const {
  Series costs, times;
  for (const Candidate &candidate : candidates) {
    costs.push_back(candidate.cost);
    times.push_back(candidate.seconds);
  }
  return rankCorrelation(costs, times);
}

double RankedKernel::loss() const {
  return candidates.front().seconds / std::ranges::min(candidates, {}, &Candidate::seconds).seconds;
}

static RankedKernel &kernelOf(std::vector<RankedKernel> &ranked, int64_t n, const Kernel &kernel) {
  const auto found = std::ranges::find_if(ranked, [&](const RankedKernel &other) {
    return other.n == n && other.kernel.function == kernel.function;
  });
  return found == ranked.end() ? ranked.emplace_back(n, kernel) : *found;
}

std::vector<RankedKernel> rankKernels(std::span<const MeasuredLayers> candidates) {
  std::vector<RankedKernel> ranked;
  for (const MeasuredLayers &measured : candidates)
    for (const MeasuredLayer &layer : measured.layers) {
      RankedKernel &kernel = kernelOf(ranked, measured.n, layer.kernel);
      if (std::ranges::count(kernel.candidates, layer.kernel.tile, &Candidate::tile) == 0)
        kernel.candidates.push_back({layer.kernel.tile, layer.kernel.tileCost, median(layer.seconds)});
    }
  std::erase_if(ranked, [](const RankedKernel &kernel) { return kernel.candidates.size() < 2; });
  for (RankedKernel &kernel : ranked)
    std::ranges::sort(kernel.candidates, {}, &Candidate::cost);
  return ranked;
}

} // namespace ganc
