// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "passes/quantize/PrecisionRule.h"

#include <algorithm>
#include <cmath>

namespace ganc::quantize {

/// Mean over channels of the Euclidean norm of their weights.
static double meanNorm(std::span<const float> weights, std::span<const std::vector<int64_t>> channels) {
  double sum = 0;
  for (const std::vector<int64_t> &elements : channels) {
    double squares = 0;
    for (const int64_t k : elements)
      squares += static_cast<double>(weights[k]) * weights[k];
    sum += std::sqrt(squares);
  }
  return sum / channels.size();
}

double noiseOfU8(numerics::Range source, std::span<const float> weights,
                 std::span<const std::vector<int64_t>> channels, double magnitude) {
  const double step = (std::max(source.max, 0.0) - std::min(source.min, 0.0)) / numerics::kLargestU8;
  const double noise = step / std::sqrt(12.0) * meanNorm(weights, channels);
  return noise == 0 ? 0 : noise / magnitude;
}

} // namespace ganc::quantize
