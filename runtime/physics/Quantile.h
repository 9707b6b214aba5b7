// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The q-quantile (0 <= q <= 1) of values, linear between order statistics (definition 7 of Hyndman and Fan,
// The American Statistician 50, 1996). Reorders the values; infinite for none. Linear time; throws nothing.

#ifndef GANC_RUNTIME_PHYSICS_QUANTILE_H
#define GANC_RUNTIME_PHYSICS_QUANTILE_H

#include <span>

namespace ganc {

double quantile(std::span<double> values, double q);

} // namespace ganc

#endif
