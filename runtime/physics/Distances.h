// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Distances between the distributions of one number in two samples, with F the distribution functions and
// h the histograms of unit area:
//
//   kolmogorov  = max |F_A - F_B|                                   (Kolmogorov, Smirnov)
//   wasserstein = integral |F_A - F_B| dv                           (order 1; in the unit of v)
//   separation  = 1/2 sum_i (h_A,i - h_B,i)^2 / (h_A,i + h_B,i)     (CaloChallenge; 0 .. 1)
//
// The histogram has 50 bins between the 0.1 % and the 99.9 % quantile of both samples together, the outermost
// ones hold the rest. Sorts once; every evaluation is then linear, also with weights (bootstrap).

#ifndef GANC_RUNTIME_PHYSICS_DISTANCES_H
#define GANC_RUNTIME_PHYSICS_DISTANCES_H

#include <cstddef>
#include <span>
#include <vector>

namespace ganc {

struct Distances {
  double kolmogorov = 0, wasserstein = 0, separation = 0;
};

class Distribution {
public:
  static constexpr std::size_t bins = 50;

  /// values: those of A (the first sizeOfA), then those of B.
  Distribution(std::span<const double> values, std::size_t sizeOfA);

  /// weights: how often each value counts, in the order of the values; none means once each. Zero distances
  /// when all weights of a sample are zero.
  Distances distances(std::span<const unsigned char> weights = {}) const;

private:
  struct Entry {
    double value;
    unsigned index;
    unsigned short bin;
    bool ofB;
  };
  std::vector<Entry> sorted;
};

} // namespace ganc

#endif
