// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Ranks of values, as fractions: (rank - 1/2) / n, in (0, 1); equal values share the mean of their ranks. The
// area under a receiver operating characteristic follows from ranks, and so does Spearman's correlation.
// Throws nothing; reentrant.

#ifndef GANC_RUNTIME_PHYSICS_RANKS_H
#define GANC_RUNTIME_PHYSICS_RANKS_H

#include <span>
#include <vector>

namespace ganc {

std::vector<double> ranks(std::span<const double> values);

} // namespace ganc

#endif
