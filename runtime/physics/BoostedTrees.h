// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Gradient boosted decision trees (XGBoost; Chen and Guestrin, KDD 2016) that learn to tell rows of label 1
// from rows of label 0. Settings, fixed: 200 trees of depth 4, learning rate 0.1, histogram splits, half of
// the rows for each tree, logistic loss, else XGBoost's defaults. One thread and a fixed seed, so that
// the same rows give the same scores.
//
// Throws std::runtime_error with XGBoost's message: it has no memory.

#ifndef GANC_RUNTIME_PHYSICS_BOOSTEDTREES_H
#define GANC_RUNTIME_PHYSICS_BOOSTEDTREES_H

#include <Eigen/Core>
#include <vector>

namespace ganc {

/// [row][feature]
using Features = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Scores of the rows `judged`, 0 .. 1, of the trees that learned from the rows `learned`.
std::vector<double> boostedTreeScores(const Features &learned, const std::vector<float> &labels,
                                      const Features &judged);

} // namespace ganc

#endif
