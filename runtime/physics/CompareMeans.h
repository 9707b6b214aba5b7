// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Compares an observable of several numbers, a profile or a spectrum, by its means:
//
//   figure (relative area between the means) = sum_j |d_j| / sum_j |mean of A_j|
//   test:  q = sum_j d_j^2 / (C_jj (1/n + 1/m))
//
//   d_j = mean of B's residuals - mean of A's residuals,    C = covariance inside the samples, pooled
//
// with the residuals of Residuals.h. The probability of q takes the correlation of the entries into account
// (quadraticFormProbability); the figure's error is by bootstrap.

#ifndef GANC_RUNTIME_PHYSICS_COMPAREMEANS_H
#define GANC_RUNTIME_PHYSICS_COMPAREMEANS_H

#include "runtime/physics/Bootstrap.h"
#include "runtime/physics/Figure.h"
#include "runtime/physics/Residuals.h"

namespace ganc {

Figure compareMeans(const Pool &pool, const Table &values, const Bootstrap &bootstrap);

} // namespace ganc

#endif
