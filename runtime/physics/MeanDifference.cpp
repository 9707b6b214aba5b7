// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/physics/MeanDifference.h"
#include "runtime/physics/Significance.h"

namespace ganc {
namespace {

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

} // namespace

Eigen::RowVectorXd meanDifference(const Table &left, std::size_t sizeOfA) {
  auto a = Eigen::Index(sizeOfA);
  return left.bottomRows(left.rows() - a).colwise().mean() - left.topRows(a).colwise().mean();
}

Eigen::RowVectorXd meanDifference(const Table &left, std::size_t sizeOfA,
                                  std::span<const unsigned char> weights) {
  Eigen::VectorXd w = Eigen::Map<const Eigen::Matrix<unsigned char, Eigen::Dynamic, 1>>(
                          weights.data(), Eigen::Index(weights.size()))
                          .cast<double>();
  auto a = Eigen::Index(sizeOfA), b = left.rows() - a;
  w.head(a) /= -std::max(1.0, w.head(a).sum());
  w.tail(b) /= std::max(1.0, w.tail(b).sum());
  return w.transpose() * left;
}

double equalMeansProbability(const Table &left, std::size_t sizeOfA) {
  double a = double(sizeOfA), b = double(left.rows()) - a;
  return probabilityOf(meanDifference(left, sizeOfA), covarianceInside(left, sizeOfA), a * b / (a + b));
}

} // namespace ganc
