// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Figures of paired samples: shower k of A and shower k of B were made from the same latent and conditions,
// so their difference is the damage of a rounding alone, free of the fluctuations of showers.
//
//   energy           median over showers of |E_sum_B / E_sum_A - 1|, and its 90th percentile (EnergyError.h)
//   cells            sqrt(sum (b - a)^2 / sum a^2) over all cells of all showers
//   paired-profile   median over showers of sum_i |S_B[i] - S_A[i]| / E_sum_A, per axis, over the same
//                    showers as the energy
//
// They have statistical errors (bootstrap over showers) but no probability: paired showers are not expected
// to be equal, so a figure is judged by a budget only.

#ifndef GANC_RUNTIME_PHYSICS_PAIRING_H
#define GANC_RUNTIME_PHYSICS_PAIRING_H

#include "runtime/physics/Figure.h"
#include "runtime/physics/Sample.h"

namespace ganc {

class Pairing {
public:
  /// Cells of the same showers of A and B, [n][cells]; in blocks of any size, in order.
  void add(std::span<const float> a, std::span<const float> b, std::size_t showers);

  /// The samples hold the showers that were added, and no others.
  std::vector<Figure> figures(const Sample &a, const Sample &b) const;

private:
  Figure cellFigure() const;

  struct Squares {
    double difference, reference;
  };
  std::vector<Squares> squares; // of each shower
};

} // namespace ganc

#endif
