// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/physics/Pairing.h"
#include "test/validate/SyntheticShowers.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>

using namespace ganc;

namespace {

constexpr double floatError = 1e-5; // observables are kept in float32

std::map<std::string, Figure> figuresOf(const Showers &a, const Showers &b) {
  Pairing pairing;
  pairing.add(a.cells, b.cells, a.size());
  std::map<std::string, Figure> found;
  for (const Figure &figure : pairing.figures(sampleOf(a), sampleOf(b)))
    found[figure.name] = figure;
  return found;
}

} // namespace

TEST(Pairing, ofEqualShowersIsZero) {
  Showers showers = makeShowers(50, 1);
  for (const auto &[name, figure] : figuresOf(showers, showers)) {
    EXPECT_EQ(figure.value, 0) << name;
    EXPECT_EQ(figure.error, 0) << name;
  }
}

TEST(Pairing, seesAScaleInEveryFigure) {
  Showers a = makeShowers(50, 1), b = a;
  for (float &cell : b.cells)
    cell *= 1.02f;
  auto found = figuresOf(a, b);
  for (const char *name : {"energy", "energy-p90", "cells", "paired-profile-x", "paired-profile-z"})
    EXPECT_NEAR(found[name].value, 0.02, floatError) << name;
}

TEST(Pairing, seesMovedEnergyInProfilesAndCellsButNotInTheSum) {
  Showers a = makeShowers(50, 1), b = a;
  for (std::size_t k = 0; k < b.size(); ++k)
    std::rotate(b.cellsOf(k).begin(), b.cellsOf(k).begin() + 1, b.cellsOf(k).end());
  auto found = figuresOf(a, b);
  EXPECT_LT(found["energy"].value, floatError);
  EXPECT_GT(found["cells"].value, 0.1);
  EXPECT_GT(found["paired-profile-z"].value, 0.1);
}

TEST(Pairing, hasAnErrorThatFallsWithTheNumberOfShowers) {
  auto noisy = [](std::size_t n) {
    Showers a = makeShowers(n, 1), b = a;
    std::mt19937_64 random(2);
    std::normal_distribution<float> scale(1, 0.05f);
    for (std::size_t k = 0; k < n; ++k) {
      float factor = scale(random);
      for (float &cell : b.cellsOf(k))
        cell *= factor;
    }
    return figuresOf(a, b)["energy"].error;
  };
  EXPECT_GT(noisy(50), 2 * noisy(2000));
}
