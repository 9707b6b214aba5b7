// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/physics/Ranks.h"

#include <algorithm>
#include <numeric>

namespace ganc {

std::vector<double> ranks(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::sort(order, {}, [&](std::size_t k) { return values[k]; });
  std::vector<double> ranked(values.size());
  for (std::size_t first = 0, last = 0; first < order.size(); first = last) {
    while (last < order.size() && values[order[last]] == values[order[first]])
      ++last;
    for (std::size_t k = first; k < last; ++k)
      ranked[order[k]] = double(first + last) / 2 / double(order.size());
  }
  return ranked;
}

} // namespace ganc
