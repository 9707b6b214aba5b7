// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/physics/Pairing.h"
#include "runtime/physics/Bootstrap.h"
#include "runtime/physics/EnergyError.h"
#include "runtime/physics/Quantile.h"

#include <cmath>

namespace ganc {
namespace {

using Weights = std::span<const unsigned char>;

/// The quantile of |ratio errors| in a replica: each shower repeated as often as it counts.
double replicaQuantile(std::span<const double> errors, Weights weights, double q) {
  std::vector<double> repeated;
  for (std::size_t k = 0; k < errors.size(); ++k)
    repeated.insert(repeated.end(), weights[k], errors[k]);
  return repeated.empty() ? 0 : quantile(repeated, q);
}

Figure quantileFigure(std::string name, std::string family, std::string title, std::vector<double> errors,
                      double q) {
  Figure figure{std::move(name), std::move(family), std::move(title), "",
                q == 0.5 ? "median over showers" : "90th percentile over showers"};
  Bootstrap bootstrap(errors.size());
  figure.error = bootstrap.error([&](Weights weights) { return replicaQuantile(errors, weights, q); });
  figure.value = quantile(errors, q);
  return figure;
}

std::vector<std::size_t> usedShowers(const Sample &a) {
  std::vector<std::size_t> used;
  for (std::size_t k = 0; k < a.size(); ++k)
    if (countsForEnergyError(a.energySums()[k], a.primaryEnergies()[k]))
      used.push_back(k);
  return used;
}

/// First column and width of an observable in a sample's rows.
std::pair<std::size_t, std::size_t> columnsOf(std::string_view name, Grid grid) {
  std::size_t first = 0;
  for (const Observable &row : observables()) {
    if (row.name == name)
      return {first, row.width(grid)};
    first += row.width(grid);
  }
  return {0, 0};
}

double profileError(const Sample &a, const Sample &b, std::size_t shower, std::string_view profile) {
  auto [first, width] = columnsOf(profile, a.grid());
  double ratio = b.energySums()[shower] / a.energySums()[shower], sum = 0;
  for (std::size_t k = first; k < first + width; ++k)
    sum += std::abs(double(b.row(shower)[k]) * ratio - double(a.row(shower)[k]));
  return sum;
}

} // namespace

void Pairing::add(std::span<const float> a, std::span<const float> b, std::size_t showers) {
  const std::size_t cells = showers ? a.size() / showers : 0;
  for (std::size_t shower = 0; shower < showers; ++shower) {
    Squares sum{};
    for (std::size_t k = shower * cells; k < (shower + 1) * cells; ++k) {
      double difference = double(b[k]) - double(a[k]);
      sum.difference += difference * difference;
      sum.reference += double(a[k]) * double(a[k]);
    }
    squares.push_back(sum);
  }
}

Figure Pairing::cellFigure() const {
  auto relativeRms = [&](Weights weights) {
    double difference = 0, reference = 0;
    for (std::size_t k = 0; k < squares.size(); ++k) {
      double weight = weights.empty() ? 1 : weights[k];
      difference += weight * squares[k].difference;
      reference += weight * squares[k].reference;
    }
    return reference > 0 ? std::sqrt(difference / reference) : (difference > 0 ? HUGE_VAL : 0);
  };
  Figure figure{"cells", "cells", "cells of paired showers", "", "relative rms"};
  figure.value = relativeRms({});
  figure.error = Bootstrap(squares.size()).error(relativeRms);
  return figure;
}

std::vector<Figure> Pairing::figures(const Sample &a, const Sample &b) const {
  std::vector<double> energy = pairedEnergyErrors(a.energySums(), b.energySums(), a.primaryEnergies());
  std::vector<Figure> found{
      quantileFigure("energy", "energy", "energy of paired showers", energy, 0.5),
      quantileFigure("energy-p90", "energy-p90", "energy of paired showers", energy, 0.9), cellFigure()};
  std::vector<std::size_t> used = usedShowers(a);
  for (std::string axis : {"z", "x", "y"}) {
    std::vector<double> errors;
    for (std::size_t k : used)
      errors.push_back(profileError(a, b, k, "profile-" + axis));
    found.push_back(quantileFigure("paired-profile-" + axis, "paired-profile",
                                   "profile of paired showers (" + axis + ")", errors, 0.5));
  }
  return found;
}

} // namespace ganc
