// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Showers for the tests of the validator, from a fixed generator: a gamma-shaped longitudinal profile whose
// maximum grows with ln E, an exponential transverse one, both fluctuating from shower to shower, on a grid
// of 9 x 9 x 12. About 2 % of the primary energy (10-500 GeV, uniform) is in the cells; cells under 1e-6 GeV
// are zero. Not physics, but with the correlations and tails that make a comparison hard.

#ifndef GANC_TEST_VALIDATE_SYNTHETICSHOWERS_H
#define GANC_TEST_VALIDATE_SYNTHETICSHOWERS_H

#include "runtime/physics/Sample.h"

#include <cmath>
#include <random>
#include <vector>

namespace ganc {

struct Showers {
  Grid grid{9, 9, 12};
  std::vector<float> cells;
  std::vector<double> primaryEnergies;

  std::size_t size() const { return primaryEnergies.size(); }
  std::span<float> cellsOf(std::size_t k) { return std::span(cells).subspan(k * grid.cells(), grid.cells()); }
};

inline void addShower(Showers &showers, std::mt19937_64 &random) {
  std::normal_distribution<double> normal;
  std::exponential_distribution<double> exponential;
  double energy = std::uniform_real_distribution(10.0, 500.0)(random);
  double depth = 1.5 + 0.5 * std::log(energy) + 0.5 * normal(random), width = 0.6 + 0.05 * normal(random);
  double centerX = 4 + 0.15 * normal(random), centerY = 4 + 0.15 * normal(random);
  double scale = 0.02 * energy * (1 + 0.05 * normal(random));
  std::vector<double> shape;
  double sum = 0;
  for (std::size_t x = 0; x < showers.grid.x; ++x)
    for (std::size_t y = 0; y < showers.grid.y; ++y)
      for (std::size_t z = 0; z < showers.grid.z; ++z) {
        double t = (double(z) + 0.5) / depth, r = std::hypot(double(x) - centerX, double(y) - centerY);
        sum += shape.emplace_back(std::pow(t, 2.5) * std::exp(-2.5 * t - r / width) * exponential(random));
      }
  for (double part : shape) {
    double cell = scale * part / sum;
    showers.cells.push_back(cell < 1e-6 ? 0.0f : float(cell));
  }
  showers.primaryEnergies.push_back(energy);
}

inline Showers makeShowers(std::size_t n, unsigned seed) {
  Showers showers;
  std::mt19937_64 random(seed);
  for (std::size_t k = 0; k < n; ++k)
    addShower(showers, random);
  return showers;
}

inline Sample sampleOf(const Showers &showers) {
  Sample sample(showers.grid);
  sample.add(showers.cells, showers.primaryEnergies);
  return sample;
}

} // namespace ganc

#endif
