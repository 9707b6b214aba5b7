// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Compares how numbers of a shower depend on each other: Spearman's rank correlations r_ij of the columns i < j.
//
//   figure = mean over i < j of |r_ij of B - r_ij of A|
//   test:    the means of psi_ij = u_i u_j - r_ij (u_i^2 + u_j^2) / 2 are equal (MeanDifference.h)
//
// The columns are standardized residuals (Residuals.h), replaced by their ranks over A and B together, so that
// no tail rules; u are these, standardized in each sample alone, so that what differs in a single column does
// not count; r_ij in psi is over A and B. psi is the influence function of a correlation (Devlin, Gnanadesikan
// and Kettenring, Biometrika 62, 1975): its means in A and B differ by exactly the difference of the
// correlations, its variance is theirs for large samples. The figure's error is by bootstrap of psi.

#ifndef GANC_RUNTIME_PHYSICS_COMPARECORRELATIONS_H
#define GANC_RUNTIME_PHYSICS_COMPARECORRELATIONS_H

#include "runtime/physics/Bootstrap.h"
#include "runtime/physics/Figure.h"
#include "runtime/physics/Residuals.h"

namespace ganc {

/// values: two columns or more.
Figure compareCorrelations(const Pool &pool, const Table &values, const Bootstrap &bootstrap);

} // namespace ganc

#endif
