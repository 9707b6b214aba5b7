// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/physics/EnergyError.h"
#include "runtime/physics/Quantile.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ganc {
namespace {

double relativeError(double reference, double value) {
  double error = std::abs(value / reference - 1);
  // Quantiles need an order, which a NaN does not have.
  return std::isnan(error) ? std::numeric_limits<double>::infinity() : error;
}

} // namespace

std::vector<double> pairedEnergyErrors(std::span<const double> eSumReference, std::span<const double> eSum,
                                       std::span<const double> primaryEnergy) {
  std::vector<double> errors;
  std::size_t n = std::min({eSumReference.size(), eSum.size(), primaryEnergy.size()});
  errors.reserve(n);
  for (std::size_t k = 0; k < n; ++k)
    if (countsForEnergyError(eSumReference[k], primaryEnergy[k]))
      errors.push_back(relativeError(eSumReference[k], eSum[k]));
  return errors;
}

EnergyError pairedEnergyError(std::span<const double> eSumReference, std::span<const double> eSum,
                              std::span<const double> primaryEnergy) {
  std::vector<double> errors = pairedEnergyErrors(eSumReference, eSum, primaryEnergy);
  return {quantile(errors, 0.5), quantile(errors, 0.9), errors.size()};
}

} // namespace ganc
