// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Statistical errors of figures that have no formula: the standard deviation of the figure over 100 replicas
// of the samples, in which each shower counts Poisson(1) times (Efron 1979; the Poisson form: Chamandy et al.
// 2012). The replicas are the same in every run: a fixed seed and a generator fixed by the C++ standard.
#pragma once

#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

namespace ganc {

class Bootstrap {
public:
  static constexpr std::size_t replicas = 100;

  explicit Bootstrap(std::size_t showers);

  std::span<const unsigned char> weights(std::size_t replica) const {
    return {counts.data() + replica * showers, showers};
  }

  /// figure(weights) -> double
  template <class Figure> double error(Figure figure) const {
    double sum = 0, squares = 0;
    for (std::size_t replica = 0; replica < replicas; ++replica) {
      double value = figure(weights(replica));
      sum += value;
      squares += value * value;
    }
    double variance = (squares - sum * sum / replicas) / (replicas - 1);
    return variance > 0 ? std::sqrt(variance) : 0;
  }

private:
  std::size_t showers;
  std::vector<unsigned char> counts; // [replica][shower]
};

} // namespace ganc
