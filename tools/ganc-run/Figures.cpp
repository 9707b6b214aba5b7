// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-run/Figures.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

using namespace ganc;

static constexpr double infinity = std::numeric_limits<double>::infinity();

static double errorOf(float reference, float computed) {
  if (std::bit_cast<uint32_t>(reference) == std::bit_cast<uint32_t>(computed))
    return 0;
  const double error = std::abs(double(computed) - double(reference));
  return std::isfinite(error) ? error : infinity;
}

static double ratio(double error, double size) {
  if (error == 0)
    return 0;
  return size > 0 && std::isfinite(error) ? error / size : infinity;
}

Figures ganc::compare(std::span<const float> reference, std::span<const float> computed) {
  double maxError = 0, maxReference = 0, squaredError = 0, squaredReference = 0;
  for (size_t i = 0; i < reference.size(); i++) {
    const double error = errorOf(reference[i], computed[i]);
    const double size = std::isfinite(reference[i]) ? std::abs(double(reference[i])) : 0;
    maxError = std::max(maxError, error);
    maxReference = std::max(maxReference, size);
    squaredError += error * error;
    squaredReference += size * size;
  }
  return {ratio(maxError, maxReference), std::sqrt(ratio(squaredError, squaredReference))};
}
