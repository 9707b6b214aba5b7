// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/physics/Quantile.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ganc {

double quantile(std::span<double> values, double q) {
  if (values.empty())
    return std::numeric_limits<double>::infinity();
  double position = q * double(values.size() - 1);
  auto lower = values.begin() + std::ptrdiff_t(position);
  std::nth_element(values.begin(), lower, values.end());
  double fraction = position - std::floor(position);
  if (fraction == 0)
    return *lower;
  double upper = *std::min_element(lower + 1, values.end());
  // Two infinities have no difference to interpolate in.
  return upper == *lower ? upper : *lower + fraction * (upper - *lower);
}

} // namespace ganc
