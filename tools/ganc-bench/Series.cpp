// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-bench/Series.h"

#include "runtime/physics/Quantile.h"

namespace ganc {

double median(Series values) {
  return quantile(values, 0.5);
}

double spread(const Series &values) {
  Series sorted = values;
  return (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / quantile(sorted, 0.5);
}

} // namespace ganc
