// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/physics/EnergyError.h"
#include "runtime/physics/Quantile.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace ganc {
namespace {

constexpr double smallestResponse = 0.005; // of the primary energy; a shower leaves about 0.02

double relativeError(double reference, double value) {
  double error = std::abs(value / reference - 1);
  // Ordered like a number by the selection of quantiles, which a NaN is not.
  return std::isfinite(error) ? error : std::numeric_limits<double>::max();
}

double asInfinite(double error) {
  return error >= std::numeric_limits<double>::max() ? std::numeric_limits<double>::infinity() : error;
}

} // namespace

EnergyError pairedEnergyError(std::span<const double> eSumReference, std::span<const double> eSum,
                              std::span<const double> primaryEnergy) {
  std::vector<double> errors;
  std::size_t n = std::min({eSumReference.size(), eSum.size(), primaryEnergy.size()});
  errors.reserve(n);
  for (std::size_t k = 0; k < n; ++k)
    if (eSumReference[k] > smallestResponse * primaryEnergy[k])
      errors.push_back(relativeError(eSumReference[k], eSum[k]));
  return {asInfinite(quantile(errors, 0.5)), asInfinite(quantile(errors, 0.9)), errors.size()};
}

} // namespace ganc
