// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/physics/CompareCorrelations.h"
#include "runtime/physics/MeanDifference.h"
#include "runtime/physics/Ranks.h"

namespace ganc {
namespace {

/// To mean 0 and rms 1; a column that does not vary becomes 0.
void standardizeColumns(Eigen::Ref<Table> rows) {
  rows.rowwise() -= rows.colwise().mean().eval();
  Eigen::ArrayXd square = rows.colwise().squaredNorm().transpose() / double(rows.rows());
  // Ranks of n showers that vary at all have a variance of 1 / n^2 or more.
  double least = 0.5 / double(rows.rows()) / double(rows.rows());
  Eigen::ArrayXd scale = (square > least).select(square.rsqrt(), 0.0);
  rows *= scale.matrix().asDiagonal();
}

Table standardizedRanks(const Pool &pool, const Table &values) {
  Table left = residuals(pool, values);
  standardize(pool, left);
  for (Eigen::Index column = 0; column < left.cols(); ++column) {
    Eigen::VectorXd copy = left.col(column);
    std::vector<double> ranked = ranks({copy.data(), std::size_t(copy.size())});
    left.col(column) = Eigen::Map<const Eigen::VectorXd>(ranked.data(), copy.size());
  }
  auto a = Eigen::Index(pool.a);
  standardizeColumns(left.topRows(a));
  standardizeColumns(left.bottomRows(left.rows() - a));
  return left;
}

/// psi, a column for each pair i < j.
Table influences(const Table &u) {
  Eigen::MatrixXd correlation = u.transpose() * u / double(u.rows());
  Table psi(u.rows(), u.cols() * (u.cols() - 1) / 2);
  Eigen::Index pair = 0;
  for (Eigen::Index i = 0; i < u.cols(); ++i)
    for (Eigen::Index j = i + 1; j < u.cols(); ++j)
      psi.col(pair++) = u.col(i).cwiseProduct(u.col(j)) -
                        correlation(i, j) / 2 * (u.col(i).cwiseAbs2() + u.col(j).cwiseAbs2());
  return psi;
}

} // namespace

Figure compareCorrelations(const Pool &pool, const Table &values, const Bootstrap &bootstrap) {
  Table psi = influences(standardizedRanks(pool, values));
  Figure figure;
  figure.distance = "mean difference of rank correlations";
  figure.value = meanDifference(psi, pool.a).cwiseAbs().mean();
  figure.error =
      bootstrap.error([&](auto weights) { return meanDifference(psi, pool.a, weights).cwiseAbs().mean(); });
  figure.probability = equalMeansProbability(psi, pool.a);
  return figure;
}

} // namespace ganc
