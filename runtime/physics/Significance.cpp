// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/physics/Significance.h"

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <numeric>
#include <unsupported/Eigen/SpecialFunctions>

namespace ganc {

double kolmogorovProbability(double distance, double effectiveSize) {
  double root = std::sqrt(effectiveSize);
  double lambda = (root + 0.12 + 0.11 / root) * distance;
  if (lambda < 0.2) // the alternating series needs hundreds of terms there, and 1 - Q < 1e-12
    return 1;
  double sum = 0;
  for (int j = 1; j <= 100; ++j)
    sum += (j % 2 ? 2 : -2) * std::exp(-2.0 * j * j * lambda * lambda);
  return std::clamp(sum, 0.0, 1.0);
}

double chiSquaredProbability(double chiSquared, double degrees) {
  if (chiSquared <= 0 || degrees <= 0)
    return 1;
  return std::isfinite(chiSquared) ? Eigen::numext::igammac(degrees / 2, chiSquared / 2) : 0;
}

double quadraticFormProbability(double q, double trace1, double trace2, double trace3) {
  if (trace2 <= 0 || trace3 <= 0)
    return 1;
  double degrees = trace2 * trace2 * trace2 / (trace3 * trace3);
  return chiSquaredProbability((q - trace1) * std::sqrt(degrees / trace2) + degrees, degrees);
}

double normalTail(double z) {
  return 0.5 * std::erfc(z / std::sqrt(2.0));
}

double sigmas(double probability) {
  constexpr double largest = 37;
  if (probability >= 1)
    return 0;
  if (probability <= 2 * normalTail(largest))
    return largest;
  return -Eigen::numext::ndtri(probability / 2);
}

std::vector<double> holmAdjusted(std::span<const double> probabilities) {
  std::vector<std::size_t> order(probabilities.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, {}, [&](std::size_t k) { return probabilities[k]; });
  std::vector<double> adjusted(order.size());
  double largest = 0;
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    largest = std::max(largest, std::min(1.0, double(order.size() - rank) * probabilities[order[rank]]));
    adjusted[order[rank]] = largest;
  }
  return adjusted;
}

} // namespace ganc
