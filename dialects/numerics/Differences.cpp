// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/numerics/Differences.h"

#include <algorithm>
#include <cmath>

namespace ganc::numerics {

/// Sums in float64 of some dozens of weights, added in other orders, differ by less of the sum of their magnitudes.
constexpr double kSameSum = 1e-12;

std::vector<double> appendDifferences(std::span<const double> values, int64_t extent, int64_t inner) {
  const int64_t block = extent * inner;
  std::vector<double> result;
  for (size_t begin = 0; begin < values.size(); begin += block) {
    const auto x = values.subspan(begin, block);
    result.insert(result.end(), x.begin(), x.end());
    for (int64_t i = 0; i < block + inner; i++)
      result.push_back((i < block ? x[i] : 0.0) - (i >= inner ? x[i - inner] : 0.0));
  }
  return result;
}

std::optional<PhaseTaps> tapsOfDifferences(const PhaseTaps &a, const PhaseTaps &b) {
  const int64_t first = std::min(a.offset, b.offset);
  const int64_t end = std::max(a.offset + std::ssize(a.weights), b.offset + std::ssize(b.weights));
  const auto at = [](const PhaseTaps &taps, int64_t position) {
    const int64_t t = position - taps.offset;
    return t >= 0 && t < std::ssize(taps.weights) ? taps.weights[t] : 0.0;
  };
  std::vector<double> sums(end - first);
  double sum = 0, magnitudes = 0;
  for (int64_t t = end; t-- > first;) {
    magnitudes += std::abs(at(a, t)) + std::abs(at(b, t));
    sums[t - first] = sum += at(b, t) - at(a, t);
  }
  if (!std::isfinite(magnitudes) || std::abs(sum) > kSameSum * magnitudes)
    return std::nullopt;
  return PhaseTaps{first + 1, {sums.begin() + std::min<int64_t>(1, end - first), sums.end()}};
}

} // namespace ganc::numerics
