// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is said of figures measured once a round.

#ifndef GANC_TOOLS_GANC_BENCH_SERIES_H
#define GANC_TOOLS_GANC_BENCH_SERIES_H

#include <vector>

namespace ganc {

using Series = std::vector<double>;

/// Not of an empty series.
double median(Series values);

/// Distance of the quartiles, relative to the median.
double spread(const Series &values);

} // namespace ganc

#endif
