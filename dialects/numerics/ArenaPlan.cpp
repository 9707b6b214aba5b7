// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/numerics/ArenaPlan.h"

#include "dialects/numerics/Division.h"

#include <algorithm>
#include <numeric>

namespace ganc::numerics {

static bool liveTogether(const Lifetime &a, const Lifetime &b) {
  return a.first <= b.last && b.first <= a.last;
}

/// The lowest multiple of `alignment` at which `buffer` overlaps none of `placed`.
static int64_t lowestOffset(const std::vector<Lifetime> &buffers, const std::vector<int64_t> &offsets,
                            std::vector<size_t> placed, size_t buffer, int64_t alignment) {
  std::erase_if(placed, [&](size_t other) { return !liveTogether(buffers[buffer], buffers[other]); });
  std::ranges::sort(placed, {}, [&](size_t other) { return offsets[other]; });
  int64_t offset = 0;
  for (const size_t other : placed) {
    if (offset + buffers[buffer].bytes <= offsets[other])
      break;
    offset = roundUp(std::max(offset, offsets[other] + buffers[other].bytes), alignment);
  }
  return offset;
}

ArenaPlan planArena(const std::vector<Lifetime> &buffers, int64_t alignment) {
  std::vector<size_t> order(buffers.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::sort(order, {}, [&](size_t i) { return std::pair(-buffers[i].bytes, i); });
  ArenaPlan plan{std::vector<int64_t>(buffers.size()), 0};
  std::vector<size_t> placed;
  for (const size_t buffer : order) {
    plan.offsets[buffer] = lowestOffset(buffers, plan.offsets, placed, buffer, alignment);
    plan.bytes = std::max(plan.bytes, plan.offsets[buffer] + buffers[buffer].bytes);
    placed.push_back(buffer);
  }
  return plan;
}

} // namespace ganc::numerics
