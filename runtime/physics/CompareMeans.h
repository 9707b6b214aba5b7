// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Compares an observable of several numbers, a profile or a spectrum, by its means:
//
//   figure (relative area between the means) = sum_j |d_j| / sum_j |mean of A_j|
//   d_j = mean of B's residuals - mean of A's residuals (Residuals.h)
//
// The probability is that of MeanDifference.h, the figure's error by bootstrap.

#ifndef GANC_RUNTIME_PHYSICS_COMPAREMEANS_H
#define GANC_RUNTIME_PHYSICS_COMPAREMEANS_H

#include "runtime/physics/Bootstrap.h"
#include "runtime/physics/Figure.h"
#include "runtime/physics/Residuals.h"

namespace ganc {

Figure compareMeans(const Pool &pool, const Table &values, const Bootstrap &bootstrap);

} // namespace ganc

#endif
