// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-bench/PeerLayer.h"

#include <functional>
#include <numeric>

namespace ganc {

static int64_t product(auto begin, auto end) {
  return std::accumulate(begin, end, int64_t(1), std::multiplies<>());
}

int64_t PeerLayer::multiplyAccumulates() const {
  if (kind == Kind::Upsample)
    return 0;
  // Each weight of a convolution is used at every result, of a transposed one at every source.
  const std::vector<int64_t> &positions = kind == Kind::ConvTranspose ? src : dst;
  return groups * product(weight.begin(), weight.end()) * product(positions.begin() + 1, positions.end());
}

} // namespace ganc
