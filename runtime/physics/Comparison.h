// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// All figures of merit of two samples that are not paired: response and resolution, then one figure for each
// row of the table of observables, in its order, then those of several observables together: correlations and
// Frechet distance.
//
// The grids are equal; the pool (makePool) has at least one bin. Deterministic; reentrant.

#ifndef GANC_RUNTIME_PHYSICS_COMPARISON_H
#define GANC_RUNTIME_PHYSICS_COMPARISON_H

#include "runtime/physics/EnergyBins.h"
#include "runtime/physics/Figure.h"
#include "runtime/physics/Sample.h"

namespace ganc {

std::vector<Figure> compareSamples(const Pool &pool, const Sample &a, const Sample &b);

} // namespace ganc

#endif
