// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-bench/Series.h"

#include "runtime/physics/Quantile.h"

#include <algorithm>
#include <cmath>

namespace ganc {

/// For each value how many are smaller, and half of how many others are equal.
static Series ranksOf(const Series &values) {
  Series ranks;
  for (const double value : values) {
    const auto smaller = std::ranges::count_if(values, [&](double other) { return other < value; });
    const auto equal = std::ranges::count(values, value);
    ranks.push_back(double(smaller) + double(equal - 1) / 2);
  }
  return ranks;
}

double median(Series values) {
  return quantile(values, 0.5);
}

double spread(const Series &values) {
  Series sorted = values;
  return (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / quantile(sorted, 0.5);
}

double rankCorrelation(const Series &a, const Series &b) {
  const Series x = ranksOf(a), y = ranksOf(b);
  const double mean = double(a.size() - 1) / 2; // of both
  double xy = 0, xx = 0, yy = 0;
  for (size_t i = 0; i < a.size(); i++) {
    xy += (x[i] - mean) * (y[i] - mean);
    xx += (x[i] - mean) * (x[i] - mean);
    yy += (y[i] - mean) * (y[i] - mean);
  }
  return xx > 0 && yy > 0 ? xy / std::sqrt(xx * yy) : 0;
}

} // namespace ganc
