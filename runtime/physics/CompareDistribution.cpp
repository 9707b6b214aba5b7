// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/physics/CompareDistribution.h"
#include "runtime/physics/Distances.h"
#include "runtime/physics/Quantile.h"
#include "runtime/physics/Significance.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ganc {
namespace {

using Values = std::span<const double>;

Estimate meanOf(Values values, Values weights) {
  auto v = Eigen::Map<const Eigen::ArrayXd>(values.data(), Eigen::Index(values.size()));
  auto w = Eigen::Map<const Eigen::ArrayXd>(weights.data(), Eigen::Index(weights.size()));
  double mean = (w * v).sum() / w.sum();
  return {mean, std::sqrt((w * (v - mean)).square().sum()) / w.sum()};
}

/// Edges from the 0.2 % to the 99.8 % quantile of A and B, so that one stray shower does not hide the shape.
std::vector<double> histogramEdges(Values values) {
  constexpr std::size_t bins = 40;
  std::vector<double> copy(values.begin(), values.end());
  double low = quantile(copy, 0.002), high = quantile(copy, 0.998);
  double margin = high > low ? 0.02 * (high - low) : 0.5;
  std::vector<double> edges(bins + 1);
  for (std::size_t k = 0; k <= bins; ++k)
    edges[k] = low - margin + (high - low + 2 * margin) * double(k) / bins;
  return edges;
}

/// Fraction of the showers in each bin; the error is that of a sum of weights.
void fillHistogram(Values values, Values weights, const std::vector<double> &edges,
                   std::vector<double> &fraction, std::vector<double> &error) {
  std::size_t bins = edges.size() - 1;
  double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  double width = (edges.back() - edges.front()) / double(bins);
  fraction.assign(bins, 0);
  error.assign(bins, 0);
  for (std::size_t k = 0; k < values.size(); ++k) {
    double position = (values[k] - edges.front()) / width, share = weights[k] / total;
    if (!(position >= 0 && position < double(bins)))
      continue;
    fraction[std::size_t(position)] += share;
    error[std::size_t(position)] += share * share;
  }
  for (double &square : error)
    square = std::sqrt(square);
}

} // namespace

Figure compareDistribution(const Pool &pool, const Table &values, const Bootstrap &bootstrap) {
  Table left = residuals(pool, values);
  standardize(pool, left);
  Distribution distribution({left.data(), std::size_t(left.size())}, pool.a);
  Distances distances = distribution.distances();
  auto replicas = bootstrap.figures([&](auto weights) { return distribution.distances(weights); });
  auto error = [&](double Distances::*distance) { return Bootstrap::standardDeviation(replicas, distance); };
  Values all(values.data(), std::size_t(values.size()));
  Values a = all.first(pool.a), b = all.subspan(pool.a);
  std::vector<double> weights;
  for (const PooledShower &shower : pool.showers)
    weights.push_back(pool.weight(shower));
  Values weightsA = Values(weights).first(pool.a), weightsB = Values(weights).subspan(pool.a);

  Figure figure;
  figure.distance = "KS distance";
  figure.value = distances.kolmogorov;
  figure.error = error(&Distances::kolmogorov);
  figure.probability = kolmogorovProbability(distances.kolmogorov, pool.effectiveSize());
  figure.wasserstein = {distances.wasserstein, error(&Distances::wasserstein)};
  figure.separation = {distances.separation, error(&Distances::separation)};
  figure.meanA = meanOf(a, weightsA);
  figure.meanB = meanOf(b, weightsB);
  Curve &curve = figure.curve;
  curve.bars = true;
  curve.valueAxis = "fraction of showers";
  curve.position = histogramEdges(all);
  fillHistogram(a, weightsA, curve.position, curve.a, curve.aError);
  fillHistogram(b, weightsB, curve.position, curve.b, curve.bError);
  return figure;
}

} // namespace ganc
