// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The part of a pool in which both samples have the same spectrum of primary energies: in each bin with a
// showers of A and b of B, min(a, b) of either, evenly spread over its sample. All showers where the energies
// do not differ (Pool::energiesDiffer).
//
// Correlations and covariances depend on the energy even when means and widths no longer do (Residuals.h). Only
// in this part are the showers of equal laws exchangeable in them.

#ifndef GANC_RUNTIME_PHYSICS_BALANCEDPOOL_H
#define GANC_RUNTIME_PHYSICS_BALANCEDPOOL_H

#include "runtime/physics/EnergyBins.h"

namespace ganc {

struct BalancedPool {
  Pool pool;
  std::vector<std::size_t> rows; ///< which showers of the whole pool these are
};

BalancedPool balance(const Pool &pool);

} // namespace ganc

#endif
