// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/physics/CompareFrechet.h"
#include "runtime/physics/Significance.h"

#include <Eigen/Eigenvalues>
#include <array>
#include <cmath>
#include <random>

namespace ganc {
namespace {

constexpr std::size_t groups = 10, exchanges = 100;

/// Sums over showers, from which mean and covariance follow.
struct Sums {
  double n = 0;
  Eigen::VectorXd first;
  Eigen::MatrixXd second;

  explicit Sums(Eigen::Index columns = 0)
      : first(Eigen::VectorXd::Zero(columns)), second(Eigen::MatrixXd::Zero(columns, columns)) {}
  void add(const Eigen::VectorXd &row) {
    n += 1;
    first += row;
    second.noalias() += row * row.transpose();
  }
  Sums minus(const Sums &part) const {
    Sums left = *this;
    left.n -= part.n;
    left.first -= part.first;
    left.second -= part.second;
    return left;
  }
  Eigen::VectorXd mean() const { return first / n; }
  Eigen::MatrixXd covariance() const { return (second - first * first.transpose() / n) / (n - 1); }
};

double distance(const Sums &a, const Sums &b) {
  return frechetDistance(a.mean(), a.covariance(), b.mean(), b.covariance());
}

Eigen::MatrixXd squareRoot(const Eigen::MatrixXd &symmetric) {
  Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(symmetric);
  Eigen::VectorXd roots = solver.eigenvalues().cwiseMax(0).cwiseSqrt(); // rounding may leave -1e-16
  return solver.eigenvectors() * roots.asDiagonal() * solver.eigenvectors().transpose();
}

/// Of A and of B, where the k-th shower of the pool is from B if ofB[k].
std::array<Sums, 2> sumsOf(const Table &left, const std::vector<char> &ofB) {
  std::array<Sums, 2> sums{Sums(left.cols()), Sums(left.cols())};
  for (Eigen::Index k = 0; k < left.rows(); ++k)
    sums[std::size_t(ofB[std::size_t(k)])].add(left.row(k).transpose());
  return sums;
}

Estimate extrapolate(const Table &left, std::size_t sizeOfA) {
  std::array<Sums, 2> all{Sums(left.cols()), Sums(left.cols())};
  std::array<std::array<Sums, groups>, 2> parts;
  for (auto &sample : parts)
    sample.fill(Sums(left.cols()));
  for (std::size_t k = 0; k < std::size_t(left.rows()); ++k) {
    bool ofB = k >= sizeOfA;
    Eigen::VectorXd row = left.row(Eigen::Index(k)).transpose();
    all[ofB].add(row);
    parts[ofB][k % groups].add(row);
  }
  Eigen::ArrayXd without(groups);
  for (std::size_t k = 0; k < groups; ++k)
    without[Eigen::Index(k)] = distance(all[0].minus(parts[0][k]), all[1].minus(parts[1][k]));
  double g = groups, mean = without.mean();
  return {g * distance(all[0], all[1]) - (g - 1) * mean,
          std::sqrt((g - 1) / g * (without - mean).square().sum())};
}

double exchangeProbability(const Table &left, std::size_t sizeOfA) {
  std::vector<char> ofB(std::size_t(left.rows()), 1);
  std::fill_n(ofB.begin(), sizeOfA, 0);
  auto distanceNow = [&] {
    auto [a, b] = sumsOf(left, ofB);
    return distance(a, b);
  };
  double seen = distanceNow();
  std::mt19937 random(20230407);
  Eigen::ArrayXd exchanged(exchanges);
  for (double &value : exchanged) {
    for (std::size_t k = ofB.size(); k > 1; --k) // std::shuffle differs between libraries
      std::swap(ofB[k - 1], ofB[random() % k]);
    value = distanceNow();
  }
  double mean = exchanged.mean();
  double variance = (exchanged - mean).square().sum() / double(exchanges - 1);
  if (variance <= 0)
    return 1; // no column varies
  return chiSquaredProbability(2 * seen * mean / variance, 2 * mean * mean / variance);
}

} // namespace

double frechetDistance(const Eigen::VectorXd &meanA, const Eigen::MatrixXd &covarianceA,
                       const Eigen::VectorXd &meanB, const Eigen::MatrixXd &covarianceB) {
  Eigen::MatrixXd rootA = squareRoot(covarianceA);
  return (meanA - meanB).squaredNorm() +
         (covarianceA + covarianceB - 2 * squareRoot(rootA * covarianceB * rootA)).trace();
}

Figure compareFrechet(const Pool &pool, const Table &values) {
  Table left = residuals(pool, values);
  standardize(pool, left);
  auto [value, error] = extrapolate(left, pool.a);
  Figure figure{"frechet", "frechet", "Frechet physics distance", "", "Frechet distance, extrapolated"};
  figure.value = value;
  figure.error = error;
  figure.probability = exchangeProbability(left, pool.a);
  return figure;
}

} // namespace ganc
