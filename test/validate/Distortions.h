// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a bad generator or a bad rounding does to showers. Each takes a sample and returns the damaged one;
// those that draw have a fixed seed.

#ifndef GANC_TEST_VALIDATE_DISTORTIONS_H
#define GANC_TEST_VALIDATE_DISTORTIONS_H

#include "test/validate/SyntheticShowers.h"

#include <algorithm>

namespace ganc {

inline Showers scaled(Showers showers, float factor) {
  for (float &cell : showers.cells)
    cell *= factor;
  return showers;
}

/// Every shower begins one layer later; what leaves behind is lost.
inline Showers shiftedByOneLayer(Showers showers) {
  for (std::size_t row = 0; row < showers.cells.size(); row += showers.grid.z) {
    auto begin = showers.cells.begin() + std::ptrdiff_t(row), end = begin + std::ptrdiff_t(showers.grid.z);
    std::shift_right(begin, end, 1);
    *begin = 0;
  }
  return showers;
}

/// Empty cells get an energy far below the threshold of 1e-6 GeV, one in ten.
inline Showers withNoise(Showers showers) {
  std::mt19937_64 random(5);
  std::uniform_real_distribution<float> noise(0, 1e-5f);
  for (float &cell : showers.cells)
    if (float drawn = noise(random); cell == 0 && drawn < 1e-6f)
      cell = drawn;
  return showers;
}

/// Each shower's energy varies by a further relative rms.
inline Showers smeared(Showers showers, float rms) {
  std::mt19937_64 random(6);
  std::normal_distribution<float> factor(1, rms);
  for (std::size_t k = 0; k < showers.size(); ++k) {
    float drawn = factor(random);
    for (float &cell : showers.cellsOf(k))
      cell *= drawn;
  }
  return showers;
}

/// The second shower is a copy of the first.
inline Showers withDuplicate(Showers showers) {
  std::ranges::copy(showers.cellsOf(0), showers.cellsOf(1).begin());
  showers.primaryEnergies[1] = showers.primaryEnergies[0];
  return showers;
}

/// Not a fault, another spectrum: showers of energy E remain with a probability of 20 GeV / E.
inline Showers mostlyOfLowEnergy(Showers all) {
  Showers kept;
  std::mt19937_64 random(7);
  std::uniform_real_distribution<double> uniform;
  for (std::size_t k = 0; k < all.size(); ++k) {
    double energy = all.primaryEnergies[k];
    if (uniform(random) * energy > 20)
      continue;
    kept.primaryEnergies.push_back(energy);
    kept.cells.insert(kept.cells.end(), all.cellsOf(k).begin(), all.cellsOf(k).end());
  }
  return kept;
}

} // namespace ganc

#endif
