// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Frechet physics distance (Kansal et al., Phys. Rev. D 107, 076017, 2023): of the Gaussians that have the
// means m and covariances C of the observables,
//
//   d = |m_A - m_B|^2 + tr(C_A + C_B - 2 (C_A^1/2 C_B C_A^1/2)^1/2)
//
// in the columns' standardized residuals (Residuals.h). d is too large by a term in 1 / n, which is taken out
// by extrapolation: g d - (g - 1) mean of d_k, with d_k the distance without the k-th tenth of either sample,
// g = 10 (Quenouille, Biometrika 43, 1956). The d_k also give the error (Tukey 1958). The figure can be
// negative: no difference was seen. Its probability is from 100 exchanges of showers between A and B, whose
// distances set mean and variance of a scaled chi^2 (Satterthwaite, Biometrics Bulletin 2, 1946). Seeds are
// fixed.

#ifndef GANC_RUNTIME_PHYSICS_COMPAREFRECHET_H
#define GANC_RUNTIME_PHYSICS_COMPAREFRECHET_H

#include "runtime/physics/Figure.h"
#include "runtime/physics/Residuals.h"

namespace ganc {

/// d of two Gaussians.
double frechetDistance(const Eigen::VectorXd &meanA, const Eigen::MatrixXd &covarianceA,
                       const Eigen::VectorXd &meanB, const Eigen::MatrixXd &covarianceB);

Figure compareFrechet(const Pool &pool, const Table &values);

} // namespace ganc

#endif
