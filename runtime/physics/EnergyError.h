// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How far the total energies of paired showers (same latent, same conditions) are off:
//
//   error[n] = |eSum[n] / eSumReference[n] - 1|
//              over showers with eSumReference > 0.5 % of the primary energy
//
// The cut leaves out showers that are empty in the reference, whose ratio says nothing. All energies in GeV.
// A sum that is not finite counts as an infinite error. The three spans have the same length (else the
// shortest counts). Quantiles interpolate linearly between order statistics. Throws nothing; reentrant.

#ifndef GANC_RUNTIME_PHYSICS_ENERGYERROR_H
#define GANC_RUNTIME_PHYSICS_ENERGYERROR_H

#include <cstddef>
#include <span>
#include <vector>

namespace ganc {

/// Whether a shower with this energy in the reference takes part.
constexpr bool countsForEnergyError(double eSumReference, double primaryEnergy) {
  return eSumReference > 0.005 * primaryEnergy; // a shower leaves about 0.02
}

struct EnergyError {
  double median = 0; ///< infinite when no shower passed the cut: no evidence is never within a budget
  double p90 = 0;    ///< 90th percentile; infinite as above
  std::size_t used = 0;
};

/// The errors of the showers that take part, in their order.
std::vector<double> pairedEnergyErrors(std::span<const double> eSumReference, std::span<const double> eSum,
                                       std::span<const double> primaryEnergy);

EnergyError pairedEnergyError(std::span<const double> eSumReference, std::span<const double> eSum,
                              std::span<const double> primaryEnergy);

} // namespace ganc

#endif
