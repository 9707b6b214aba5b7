// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/ElementMeans.h"

namespace ganc {

void ElementMeans::add(std::span<const float> values, int64_t showers) {
  const size_t elements = values.size() / showers;
  sum.resize(elements, 0.0);
  for (int64_t shower = 0; shower < showers; shower++)
    for (size_t i = 0; i < elements; i++)
      sum[i] += values[shower * elements + i];
  count += showers;
}

std::vector<double> ElementMeans::mean() const {
  std::vector<double> mean = sum;
  for (double &value : mean)
    value /= count;
  return mean;
}

} // namespace ganc
