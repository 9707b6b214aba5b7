// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Mean of each element of a value, over showers.

#ifndef GANC_COMPILER_ELEMENTMEANS_H
#define GANC_COMPILER_ELEMENTMEANS_H

#include <cstdint>
#include <span>
#include <vector>

namespace ganc {

class ElementMeans {
public:
  /// `values` of `showers` showers, one behind the other, always of as many elements.
  void add(std::span<const float> values, int64_t showers);

  std::vector<double> mean() const;

private:
  std::vector<double> sum;
  int64_t count = 0;
};

} // namespace ganc

#endif
