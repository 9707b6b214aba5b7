// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Do the columns of a table have the same means in A (its first rows) and B?
//
//   d_j = mean of B - mean of A,    q = sum_j d_j^2 / (C_jj (1/n + 1/m))
//
// C is the covariance inside the samples, pooled. The probability of q takes the correlation of the columns
// into account (quadraticFormProbability). Plain functions; throw nothing; reentrant.

#ifndef GANC_RUNTIME_PHYSICS_MEANDIFFERENCE_H
#define GANC_RUNTIME_PHYSICS_MEANDIFFERENCE_H

#include "runtime/physics/Residuals.h"

namespace ganc {

Eigen::RowVectorXd meanDifference(const Table &left, std::size_t sizeOfA);

/// Of a replica of the samples, in which row k counts weights[k] times.
Eigen::RowVectorXd meanDifference(const Table &left, std::size_t sizeOfA,
                                  std::span<const unsigned char> weights);

/// P(q or more) when the means are equal.
double equalMeansProbability(const Table &left, std::size_t sizeOfA);

} // namespace ganc

#endif
