// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Statistical errors of figures that have no formula: the standard deviation of the figure over 100 replicas
// of the samples, in which each shower counts Poisson(1) times (Efron 1979; the Poisson form: Chamandy et al.
// 2012). The replicas are the same in every run: a fixed seed and a generator fixed by the C++ standard.

#ifndef GANC_RUNTIME_PHYSICS_BOOTSTRAP_H
#define GANC_RUNTIME_PHYSICS_BOOTSTRAP_H

#include <cmath>
#include <cstddef>
#include <functional>
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

  /// figure(weights) of each replica.
  template <class Figure> auto figures(Figure figure) const {
    std::vector<decltype(figure(weights(0)))> values;
    for (std::size_t replica = 0; replica < replicas; ++replica)
      values.push_back(figure(weights(replica)));
    return values;
  }

  /// Standard deviation of figure(weights), a number.
  template <class Figure> double error(Figure figure) const {
    return standardDeviation(figures(figure), [](double value) { return value; });
  }

  /// Of part(value) over the values of all replicas.
  template <class Value, class Part>
  static double standardDeviation(const std::vector<Value> &values, Part part) {
    double mean = 0, squares = 0;
    for (const Value &value : values)
      mean += std::invoke(part, value) / double(values.size());
    for (const Value &value : values)
      squares += (std::invoke(part, value) - mean) * (std::invoke(part, value) - mean);
    return std::sqrt(squares / double(values.size() - 1));
  }

private:
  std::size_t showers;
  std::vector<unsigned char> counts; // [replica][shower]
};

} // namespace ganc

#endif
