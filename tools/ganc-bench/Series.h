// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is said of measured figures.

#ifndef GANC_TOOLS_GANC_BENCH_SERIES_H
#define GANC_TOOLS_GANC_BENCH_SERIES_H

#include <vector>

namespace ganc {

using Series = std::vector<double>;

/// Not of an empty series.
double median(Series values);

/// Distance of the quartiles, relative to the median.
double spread(const Series &values);

/// Spearman's correlation of two series of one length: that of their ranks, equal values having the mean of
/// theirs. 0 when one of them is constant.
double rankCorrelation(const Series &a, const Series &b);

} // namespace ganc

#endif
