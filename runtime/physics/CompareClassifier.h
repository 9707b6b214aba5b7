// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How well boosted trees (BoostedTrees.h) tell the showers of B from those of A:
//
//   figure = mean over 5 folds of the area under the receiver operating characteristic - 1/2
//
// A fold (every fifth shower of either sample) is judged by trees that learned from the other four, so every
// shower is judged once, by trees that never saw it. Features: the primary energy and all entries of the table
// of observables (Observables.h), as they are. The error is that of rankArea; the probability that of a larger
// area when A and B follow the same law, whose standard deviation is rankAreaNoise.
//
// Where the primary energies are distributed differently, the trees get as many showers of A as of B in each bin
// of energy (BalancedPool.h), else they would tell the energies apart. What is left of that inside of a bin
// they see: a sample of fixed energies is told from one of continuous energies.

#ifndef GANC_RUNTIME_PHYSICS_COMPARECLASSIFIER_H
#define GANC_RUNTIME_PHYSICS_COMPARECLASSIFIER_H

#include "runtime/physics/EnergyBins.h"
#include "runtime/physics/Figure.h"
#include "runtime/physics/Sample.h"

namespace ganc {

/// 10 showers or more of each sample are in the pool. Throws what BoostedTrees.h throws.
Figure compareClassifier(const Pool &pool, const Sample &a, const Sample &b);

} // namespace ganc

#endif
