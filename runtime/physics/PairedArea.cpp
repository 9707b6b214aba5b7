// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/physics/PairedArea.h"
#include "runtime/physics/Quantile.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <utility>

namespace ganc {
namespace {

constexpr std::size_t kMostStrata = 8;

struct Stratum {
  std::vector<std::size_t> showers;
  std::vector<double> offsets; ///< of their energies from the mean
};

std::vector<std::size_t> inOrderOf(std::span<const double> energies) {
  std::vector<std::size_t> order(energies.size());
  std::iota(order.begin(), order.end(), std::size_t(0));
  std::ranges::sort(order, {}, [&](std::size_t n) { return std::pair(energies[n], n); });
  return order;
}

Stratum makeStratum(std::span<const std::size_t> showers, std::span<const double> energies) {
  Stratum stratum{{showers.begin(), showers.end()}, {}};
  double mean = 0;
  for (std::size_t n : showers)
    mean += energies[n] / double(showers.size());
  for (std::size_t n : showers)
    stratum.offsets.push_back(energies[n] - mean);
  return stratum;
}

double halfWidth(std::span<double> values) {
  constexpr double tail = 0.15866; // of a normal law beyond one standard deviation
  return (quantile(values, 1 - tail) - quantile(values, tail)) / 2;
}

/// Of values around a line in energy; their constant part does not matter to a width.
double spreadAroundLine(const Stratum &stratum, std::vector<double> values) {
  double product = 0, square = 0;
  for (std::size_t k = 0; k < values.size(); ++k) {
    product += stratum.offsets[k] * values[k];
    square += stratum.offsets[k] * stratum.offsets[k];
  }
  double slope = square > 0 ? product / square : 0;
  for (std::size_t k = 0; k < values.size(); ++k)
    values[k] -= slope * stratum.offsets[k];
  return halfWidth(values);
}

double largestArea(const Stratum &stratum, std::span<const std::vector<float>> a,
                   std::span<const std::vector<float>> b) {
  double largest = 0;
  std::vector<double> values, differences;
  for (std::size_t entry = 0; entry < a.front().size(); ++entry) {
    values.clear();
    differences.clear();
    for (std::size_t n : stratum.showers) {
      values.push_back(a[n][entry]);
      differences.push_back(double(b[n][entry]) - a[n][entry]);
    }
    double shift = quantile(differences, 0.5), noise = halfWidth(differences);
    largest = std::max(largest, areaOfEntry(shift, noise, spreadAroundLine(stratum, values)));
  }
  return largest;
}

} // namespace

double areaOfEntry(double shift, double noise, double spread) {
  if (shift == 0 && noise == 0)
    return 0;
  if (spread == 0)
    return 0.5;
  double shifted = std::erf(std::abs(shift) / (2 * spread)) / 2; // Phi(x / sqrt 2) - 1/2 = erf(x / 2) / 2
  double widened = 2 / std::numbers::pi * std::atan(std::hypot(1, noise / spread)) - 0.5;
  return std::min(0.5, std::hypot(shifted, widened));
}

double pairedArea(std::span<const double> energies, std::span<const std::vector<float>> a,
                  std::span<const std::vector<float>> b) {
  std::size_t strata = std::min(kMostStrata, energies.size() / kFewestOfStratum);
  if (strata == 0)
    return 0;
  std::vector<std::size_t> order = inOrderOf(energies);
  double sum = 0;
  for (std::size_t s = 0; s < strata; ++s) {
    std::size_t begin = s * order.size() / strata, end = (s + 1) * order.size() / strata;
    Stratum stratum = makeStratum(std::span(order).subspan(begin, end - begin), energies);
    double area = largestArea(stratum, a, b);
    sum += area * area;
  }
  return std::sqrt(sum / double(strata));
}

} // namespace ganc
