// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/physics/CompareMeans.h"
#include "runtime/physics/Significance.h"

#include <cmath>

namespace ganc {
namespace {

Eigen::RowVectorXd meanDifference(const Table &left, std::size_t sizeOfA) {
  auto a = Eigen::Index(sizeOfA);
  return left.bottomRows(left.rows() - a).colwise().mean() - left.topRows(a).colwise().mean();
}

Eigen::RowVectorXd weightedDifference(const Table &left, std::size_t sizeOfA,
                                      std::span<const unsigned char> weights) {
  Eigen::VectorXd w = Eigen::Map<const Eigen::Matrix<unsigned char, Eigen::Dynamic, 1>>(
                          weights.data(), Eigen::Index(weights.size()))
                          .cast<double>();
  auto a = Eigen::Index(sizeOfA), b = left.rows() - a;
  w.head(a) /= -std::max(1.0, w.head(a).sum());
  w.tail(b) /= std::max(1.0, w.tail(b).sum());
  return w.transpose() * left;
}

Eigen::MatrixXd covarianceInside(const Table &left, std::size_t sizeOfA) {
  auto a = Eigen::Index(sizeOfA), b = left.rows() - a;
  Table centered = left;
  centered.topRows(a).rowwise() -= left.topRows(a).colwise().mean();
  centered.bottomRows(b).rowwise() -= left.bottomRows(b).colwise().mean();
  return centered.transpose() * centered / double(a + b - 2);
}

double probabilityOf(const Eigen::RowVectorXd &difference, const Eigen::MatrixXd &covariance,
                     double effectiveSize) {
  // An entry that varies in neither sample takes part only where the samples differ: then nothing is more
  // certain.
  Eigen::ArrayXd variance = covariance.diagonal().array();
  Eigen::ArrayXd d = difference.transpose().array();
  double tiny = 1e-20 * std::max(variance.maxCoeff(), d.square().maxCoeff());
  if (((variance <= tiny) && (d.square() > 1e6 * tiny)).any())
    return 0;
  Eigen::ArrayXd scale = (variance > tiny).select(variance.rsqrt(), 0.0);
  double q = (d * scale).square().sum() * effectiveSize;
  Eigen::MatrixXd correlation = scale.matrix().asDiagonal() * covariance * scale.matrix().asDiagonal();
  Eigen::MatrixXd square = correlation * correlation;
  return quadraticFormProbability(q, correlation.trace(), square.trace(),
                                  correlation.cwiseProduct(square).sum());
}

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
      [&](auto weights) { return scale * weightedDifference(left, pool.a, weights).cwiseAbs().sum(); });
  figure.probability = probabilityOf(difference, covarianceInside(left, pool.a), pool.effectiveSize());
  Eigen::VectorXd weights = weightsOf(pool);
  auto b = values.rows() - a;
  fillMeans(values.topRows(a), weights.head(a), figure.curve.a, figure.curve.aError);
  fillMeans(values.bottomRows(b), weights.tail(b), figure.curve.b, figure.curve.bError);
  return figure;
}

} // namespace ganc
