// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Energy response r = E_sum / E and resolution s / <r> in bins of primary energy, s the standard deviation
// of the residuals of r (Residuals.h), so that the slope of <r> inside a bin does not widen it:
//
//   response:    figure = mean over bins |<r>_B / <r>_A - 1|
//                chi^2 = sum (<r>_B - <r>_A)^2 / (s^2 (1/n + 1/m))
//   resolution:  figure = mean over bins |(s/<r>)_B / (s/<r>)_A - 1|
//                chi^2 = sum ln(s_B / s_A)^2 / v,   v = (kurtosis - 1) / 4 * (1/n + 1/m)
//
// n, m: showers of A and B in the bin. The variance of ln s is that of a sample's standard deviation (Kendall
// and Stuart I, 10.5); the kurtosis (3 for a Gaussian) is taken over all bins, where single bins are too
// small. Both chi^2 have one degree of freedom per bin. The figures are corrected for the mean energy in the
// bin; their errors are by bootstrap.

#ifndef GANC_RUNTIME_PHYSICS_COMPARERESPONSE_H
#define GANC_RUNTIME_PHYSICS_COMPARERESPONSE_H

#include "runtime/physics/Bootstrap.h"
#include "runtime/physics/Figure.h"
#include "runtime/physics/Residuals.h"

namespace ganc {

/// responses: one column. Returns "response" and "resolution".
std::vector<Figure> compareResponse(const Pool &pool, const Table &responses, const Bootstrap &bootstrap);

} // namespace ganc

#endif
