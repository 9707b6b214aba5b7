// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Bins of primary energy that two samples have in common. Everything unpaired is compared inside such bins,
// because nearly every observable depends on the energy more than on any fault of a generator.
//
//   both samples have at most 20 different energies:  one bin for each energy that both have
//   one of them has:  a window of +- 5 GeV (or half the way to the next) about each of its energies
//   else:  up to 10 bins of equal numbers of showers over the common range (1 % of it more at either end);
//          up to 40 when the energies are distributed differently
//
// Bins with fewer than 10 showers of either sample are left out, and so are showers outside the bins.

#ifndef GANC_RUNTIME_PHYSICS_ENERGYBINS_H
#define GANC_RUNTIME_PHYSICS_ENERGYBINS_H

#include <cstddef>
#include <span>
#include <vector>

namespace ganc {

/// One shower that takes part in a comparison.
struct PooledShower {
  bool ofB;
  std::size_t row; ///< its number in its sample
  std::size_t bin;
  double energy; ///< primary, GeV
};

struct EnergyBin {
  double low, high; ///< GeV
  std::size_t a = 0, b = 0;
};

struct Pool {
  std::vector<EnergyBin> bins;
  std::vector<PooledShower> showers; ///< those of A, then those of B
  std::size_t a = 0, b = 0;          ///< how many of each
  std::size_t leftOutA = 0, leftOutB = 0;
  /// The energies themselves are distributed differently (Kolmogorov-Smirnov, p < 0.001).
  bool energiesDiffer = false;

  /// How much a shower counts in means and curves that are shown (tests need no weights): where the energies
  /// differ, the showers of a bin of A count as much as those of B there.
  double weight(const PooledShower &shower) const {
    return shower.ofB || !energiesDiffer ? 1 : double(bins[shower.bin].b) / double(bins[shower.bin].a);
  }

  double effectiveSize() const { return double(a) * double(b) / double(a + b); }
};

Pool makePool(std::span<const double> energiesA, std::span<const double> energiesB);

} // namespace ganc

#endif
