// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Compares an observable of one number as a distribution: Kolmogorov-Smirnov distance and probability (the
// figure), Wasserstein distance in standard deviations, separation power; errors by bootstrap. All of it on
// standardized residuals (Residuals.h), so that samples whose energies fell differently are comparable; the
// means and the curve are of the values themselves, weighted (Pool::weight).

#ifndef GANC_RUNTIME_PHYSICS_COMPAREDISTRIBUTION_H
#define GANC_RUNTIME_PHYSICS_COMPAREDISTRIBUTION_H

#include "runtime/physics/Bootstrap.h"
#include "runtime/physics/Figure.h"
#include "runtime/physics/Residuals.h"

namespace ganc {

/// values: one column.
Figure compareDistribution(const Pool &pool, const Table &values, const Bootstrap &bootstrap);

} // namespace ganc

#endif
