// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How well boosted trees would tell the showers of B from those of A (CompareClassifier.h), estimated from pairs of
// showers of the same latent and conditions. Pairs show what is different where two samples of 30000 showers are needed
// to see that something is:
//
//   figure = sqrt(mean over strata of energy of the largest a^2)                            about area - 1/2
//   a      = min(1/2, hypot(Phi(|shift| / (sqrt(2) spread)) - 1/2,
//                           2 / pi atan(sqrt(1 + (noise / spread)^2)) - 1/2))               of each entry
//
// The first term is the area by which a normal law is told from the same law shifted, the second that by which it is
// told from a wider one by the distance from its center. Strata add up in quadrature because the scores of few good
// showers and of many useless ones do, where they are weak.
//
//   spread   of the entry in A at equal energy, what a line in energy, fitted in the stratum, leaves
//   shift    median of B - A
//   noise    of B - A around it
//
// Spread and noise are half the width of the central 68.27 %: trees learn nothing from a few showers that are far off,
// standard deviations are made of them. Showers are cut into strata of equal size, at most 8, in the order of energy.
// Throws nothing but bad_alloc; reentrant.

#ifndef GANC_RUNTIME_PHYSICS_PAIREDAREA_H
#define GANC_RUNTIME_PHYSICS_PAIREDAREA_H

#include <span>
#include <vector>

namespace ganc {

/// Showers with the same number of entries each, `a[n]` and `b[n]` a pair with that energy in GeV. 0 for fewer than
/// kFewestOfStratum showers.
double pairedArea(std::span<const double> energies, std::span<const std::vector<float>> a,
                  std::span<const std::vector<float>> b);

constexpr std::size_t kFewestOfStratum = 32;

/// a of one entry. spread, noise 0 or more; an entry that does not vary in A is told by any difference.
double areaOfEntry(double shift, double noise, double spread);

} // namespace ganc

#endif
