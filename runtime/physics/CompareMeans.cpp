// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/physics/CompareMeans.h"
#include "runtime/physics/MeanDifference.h"

#include <cmath>

namespace ganc {
namespace {

Eigen::VectorXd weightsOf(const Pool &pool) {
  Eigen::VectorXd weights(Eigen::Index(pool.showers.size()));
  for (std::size_t k = 0; k < pool.showers.size(); ++k)
    weights[Eigen::Index(k)] = pool.weight(pool.showers[k]);
  return weights;
}

void fillMeans(const Eigen::Ref<const Table> &values, const Eigen::Ref<const Eigen::VectorXd> &weights,
               std::vector<double> &mean, std::vector<double> &error) {
  Eigen::VectorXd share = weights / weights.sum();
  Eigen::RowVectorXd means = share.transpose() * values;
  Eigen::RowVectorXd squares = share.cwiseAbs2().transpose() * (values.rowwise() - means).cwiseAbs2();
  mean.assign(means.begin(), means.end());
  for (double square : squares)
    error.push_back(std::sqrt(square));
}

} // namespace

Figure compareMeans(const Pool &pool, const Table &values, const Bootstrap &bootstrap) {
  auto a = Eigen::Index(pool.a);
  Table left = residuals(pool, values);
  Eigen::RowVectorXd difference = meanDifference(left, pool.a);
  double total = values.topRows(a).colwise().mean().cwiseAbs().sum();
  double scale = total > 0 ? 1 / total : 0;

  Figure figure;
  figure.distance = "relative area";
  figure.value = scale * difference.cwiseAbs().sum();
  figure.error = bootstrap.error(
      [&](auto weights) { return scale * meanDifference(left, pool.a, weights).cwiseAbs().sum(); });
  figure.probability = equalMeansProbability(left, pool.a);
  Eigen::VectorXd weights = weightsOf(pool);
  auto b = values.rows() - a;
  fillMeans(values.topRows(a), weights.head(a), figure.curve.a, figure.curve.aError);
  fillMeans(values.bottomRows(b), weights.tail(b), figure.curve.b, figure.curve.bError);
  return figure;
}

} // namespace ganc
