// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/physics/RankArea.h"
#include "runtime/physics/Ranks.h"

#include <cmath>

namespace ganc {
namespace {

/// Of each score, the fraction of the other sample that is below: what its rank among all exceeds that among
/// its own by.
std::vector<double> placements(std::span<const double> rankAmongAll, std::span<const double> own,
                               std::size_t all) {
  std::vector<double> among = ranks(own);
  double n = double(own.size()), others = double(all) - n;
  for (std::size_t k = 0; k < own.size(); ++k)
    among[k] = (rankAmongAll[k] * double(all) - among[k] * n) / others;
  return among;
}

Estimate meanOf(const std::vector<double> &values) {
  double n = double(values.size()), mean = 0, squares = 0;
  for (double value : values)
    mean += value / n;
  for (double value : values)
    squares += (value - mean) * (value - mean);
  return {mean, std::sqrt(squares / (n - 1) / n)};
}

} // namespace

Estimate rankArea(std::span<const double> a, std::span<const double> b) {
  std::vector<double> scores(a.begin(), a.end());
  scores.insert(scores.end(), b.begin(), b.end());
  std::vector<double> all = ranks(scores);
  std::span<const double> ofAll(all);
  Estimate belowA = meanOf(placements(ofAll.first(a.size()), a, all.size()));
  Estimate belowB = meanOf(placements(ofAll.subspan(a.size()), b, all.size()));
  return {belowB.value, std::hypot(belowA.error, belowB.error)};
}

double rankAreaNoise(double n, double m) {
  return std::sqrt((n + m + 1) / (12 * n * m));
}

} // namespace ganc
