// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/ElementMeans.h"

namespace ganc {

void ElementMeans::add(std::span<const float> values, int64_t showers) {
  const size_t elements = values.size() / showers;
  sum.resize(elements, 0.0);
  for (int64_t n = 0; n < showers; n++)
    addShower(values.subspan(n * elements, elements));
}

void ElementMeans::addShower(std::span<const float> values) {
  double square = 0;
  for (const double value : values)
    square += value * value;
  if (square == 0)
    return;
  const double counts = values.size() / square;
  for (size_t i = 0; i < values.size(); i++)
    sum[i] += counts * values[i];
  weight += counts;
}

std::vector<double> ElementMeans::mean() const {
  std::vector<double> mean = sum;
  for (double &value : mean)
    value = weight > 0 ? value / weight : 0;
  return mean;
}

} // namespace ganc
