// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Area under the receiver operating characteristic of a score that shall be larger in B than in A:
//
//   area = P(score of B > score of A) + 1/2 P(equal)      1/2: the score tells nothing
//
// with the error of DeLong, DeLong and Clarke-Pearson (Biometrics 44, 1988), the variance of the placements.
// Throws nothing; reentrant.

#ifndef GANC_RUNTIME_PHYSICS_RANKAREA_H
#define GANC_RUNTIME_PHYSICS_RANKAREA_H

#include "runtime/physics/Figure.h"

#include <span>

namespace ganc {

/// Two scores or more of each.
Estimate rankArea(std::span<const double> a, std::span<const double> b);

/// Standard deviation of the area of n scores of A and m of B when both follow the same law (Mann, Whitney).
double rankAreaNoise(double n, double m);

} // namespace ganc

#endif
