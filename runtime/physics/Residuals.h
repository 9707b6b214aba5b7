// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is left of an observable when its dependence on the primary energy is taken out:
//
//   residual = v - (c + s (E - mean E)),   c and s fitted in each bin of energy to A and B together
//
// The fit does not know which sample a shower is from, so that under equal laws the residuals remain
// exchangeable and the tests on them exact.

#ifndef GANC_RUNTIME_PHYSICS_RESIDUALS_H
#define GANC_RUNTIME_PHYSICS_RESIDUALS_H

#include "runtime/physics/EnergyBins.h"
#include "runtime/physics/Sample.h"

#include <Eigen/Core>

namespace ganc {

/// [pooled shower][entry of the observable]
using Table = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// The columns first .. first + width of the samples' rows.
Table pooledValues(const Pool &pool, const Sample &a, const Sample &b, std::size_t first, std::size_t width);

Table residuals(const Pool &pool, const Table &values);

/// Divides the residuals of each bin by their root mean square over A and B.
void standardize(const Pool &pool, Table &residuals);

} // namespace ganc

#endif
