// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/physics/CompareDistribution.h"
#include "runtime/physics/Distances.h"
#include "runtime/physics/Quantile.h"
#include "runtime/physics/Significance.h"

#include <algorithm>
#include <cmath>

namespace ganc {
namespace {

using Values = std::span<const double>;

Estimate meanOf(Values values) {
  auto v = Eigen::Map<const Eigen::ArrayXd>(values.data(), Eigen::Index(values.size()));
  double n = double(values.size()), mean = v.mean();
  return {mean, std::sqrt((v - mean).square().sum() / (n * (n - 1)))};
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

/// Fraction of the showers in each bin, with the binomial error.
void fillHistogram(Values values, const std::vector<double> &edges, std::vector<double> &fraction,
                   std::vector<double> &error) {
  std::size_t bins = edges.size() - 1;
  double n = double(values.size()), width = (edges.back() - edges.front()) / double(bins);
  std::vector<double> counts(bins);
  for (double value : values) {
    double position = (value - edges.front()) / width;
    if (position >= 0 && position < double(bins))
      ++counts[std::size_t(position)];
  }
  for (double count : counts) {
    fraction.push_back(count / n);
    error.push_back(std::sqrt(count * (1 - count / n)) / n);
  }
}

} // namespace

Figure compareDistribution(const Pool &pool, const Table &values, const Bootstrap &bootstrap) {
  Table left = residuals(pool, values);
  standardize(pool, left);
  Distribution distribution({left.data(), std::size_t(left.size())}, pool.a);
  Distances distances = distribution.distances();
  auto error = [&](double Distances::*distance) {
    return bootstrap.error([&](auto weights) { return distribution.distances(weights).*distance; });
  };
  Values all(values.data(), std::size_t(values.size()));
  Values a = all.first(pool.a), b = all.subspan(pool.a);

  Figure figure;
  figure.distance = "KS distance";
  figure.value = distances.kolmogorov;
  figure.error = error(&Distances::kolmogorov);
  figure.probability = kolmogorovProbability(distances.kolmogorov, pool.effectiveSize());
  figure.wasserstein = {distances.wasserstein, error(&Distances::wasserstein)};
  figure.separation = {distances.separation, error(&Distances::separation)};
  figure.meanA = meanOf(a);
  figure.meanB = meanOf(b);
  Curve &curve = figure.curve;
  curve.bars = true;
  curve.valueAxis = "fraction of showers";
  curve.position = histogramEdges(all);
  fillHistogram(a, curve.position, curve.a, curve.aError);
  fillHistogram(b, curve.position, curve.b, curve.bError);
  return figure;
}

} // namespace ganc
