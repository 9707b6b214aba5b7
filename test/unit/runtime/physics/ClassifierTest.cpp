// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/physics/BoostedTrees.h"
#include "runtime/physics/CompareClassifier.h"
#include "runtime/physics/RankArea.h"
#include "test/validate/Distortions.h"

#include <gtest/gtest.h>

using namespace ganc;

namespace {

/// n rows of each label: a normal number, in label 1 greater by one, and one that says nothing.
Features shifted(Eigen::Index n, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal;
  Features rows(2 * n, 2);
  for (Eigen::Index k = 0; k < 2 * n; ++k)
    rows.row(k) << normal(random) + float(k >= n), normal(random);
  return rows;
}

Figure compare(const Showers &a, const Showers &b) {
  return compareClassifier(makePool(a.primaryEnergies, b.primaryEnergies), sampleOf(a), sampleOf(b));
}

} // namespace

TEST(BoostedTrees, comeNearTheBestPossibleArea) {
  constexpr Eigen::Index n = 4000;
  std::vector<float> labels(2 * n, 0);
  std::fill(labels.begin() + n, labels.end(), 1);
  std::vector<double> scores = boostedTreeScores(shifted(n, 1), labels, shifted(n, 2));
  Estimate area = rankArea(std::span(scores).first(n), std::span(scores).subspan(n));
  constexpr double best = 0.7602; // P(normal < 1 / sqrt(2))
  EXPECT_LT(area.value, best + 3 * area.error);
  EXPECT_GT(area.value, best - 0.02);
  EXPECT_EQ(scores, boostedTreeScores(shifted(n, 1), labels, shifted(n, 2)));
}

TEST(CompareClassifier, cannotTellSamplesOfOneLaw) {
  Figure figure = compare(makeShowers(600, 1), makeShowers(600, 8));
  EXPECT_LT(std::abs(figure.value), 3 * figure.error);
  EXPECT_GT(*figure.probability, 0.001);
  // Mann and Whitney: sqrt(241 / (12 * 120 * 120) / 5), for areas near 1/2.
  EXPECT_NEAR(figure.error, 0.0167, 0.002);
}

TEST(CompareClassifier, tellsShowersThatAreShifted) {
  Figure figure = compare(makeShowers(600, 1), shiftedByOneLayer(makeShowers(600, 8)));
  EXPECT_GT(figure.value, 0.4); // the first layer is empty
  EXPECT_LT(*figure.probability, 1e-6);
}

TEST(CompareClassifier, learnsNothingFromAnotherSpectrum) {
  Showers a = makeShowers(1500, 1), b = mostlyOfLowEnergy(makeShowers(6000, 8));
  // With all showers of both the area would be 0.71.
  EXPECT_GT(*compare(a, b).probability, 0.001);
}
