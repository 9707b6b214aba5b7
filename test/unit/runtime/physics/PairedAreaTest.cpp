// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/physics/PairedArea.h"
#include "runtime/physics/RankArea.h"

#include <cmath>
#include <gtest/gtest.h>
#include <random>

using namespace ganc;

namespace {

constexpr std::size_t showers = 4096;

/// Normal values of spread 1 around twice the energy, so that only a fit in energy shows the spread.
struct Pairs {
  std::vector<double> energies;
  std::vector<std::vector<float>> a, b;

  Pairs(double shift, double noise) {
    std::mt19937 random(7);
    std::normal_distribution<double> normal;
    for (std::size_t n = 0; n < showers; ++n) {
      energies.push_back(10 + 490.0 * double(n * 2654435761 % showers) / showers);
      double value = normal(random) + 2 * energies.back();
      a.push_back({float(value), 0});
      b.push_back({float(value + shift + noise * normal(random)), 0});
    }
  }
  double area() const { return pairedArea(energies, a, b); }
};

// 512 showers of a stratum: a quantile is off by about 1.25 / sqrt(512) of the width, a shift likewise.
constexpr double statistical = 0.1;

} // namespace

TEST(PairedArea, isZeroForEqualShowers) {
  EXPECT_EQ(Pairs(0, 0).area(), 0);
}

TEST(PairedArea, isThatOfAShiftedNormalLaw) {
  double expected = std::erf(0.2 / 2) / 2; // 0.056
  EXPECT_NEAR(Pairs(0.2, 0).area(), expected, statistical * expected);
}

TEST(PairedArea, isThatOfAWidenedNormalLaw) {
  std::mt19937 random(8);
  std::normal_distribution<double> normal;
  std::vector<double> narrow, wide; // what a tree would use: distances from the center
  for (int n = 0; n < 100000; ++n) {
    narrow.push_back(std::abs(normal(random)));
    wide.push_back(std::abs(normal(random) * std::sqrt(2.0)));
  }
  double expected = rankArea(narrow, wide).value - 0.5;
  EXPECT_NEAR(areaOfEntry(0, 1, 1), expected, 0.005); // 0.108; 3 standard deviations of the area
  EXPECT_NEAR(Pairs(0, 1).area(), expected, 2 * statistical * expected); // the square of a width counts
}

TEST(PairedArea, countsTheStratumThatIsOff) {
  Pairs pairs(0, 0);
  for (std::size_t n = 0; n < showers; ++n)
    pairs.b[n][0] += pairs.energies[n] < 10 + 490.0 / 8 ? 0.2F : 0;
  double expected = std::erf(0.2 / 2) / 2 / std::sqrt(8.0);
  EXPECT_NEAR(pairs.area(), expected, statistical * expected);
}

TEST(PairedArea, takesNoNoticeOfAFewShowers) {
  Pairs pairs(0, 0);
  for (std::size_t n = 0; n < showers; n += 100)
    pairs.b[n][0] += 1000;
  EXPECT_EQ(pairs.area(), 0);
}

TEST(PairedArea, seesAnyDifferenceWhereNothingVaries) {
  Pairs pairs(0, 0);
  for (std::vector<float> &shower : pairs.b)
    shower[1] = 1e-6F;
  EXPECT_EQ(pairs.area(), 0.5);
}

TEST(PairedArea, isZeroForTooFewShowersToJudge) {
  Pairs pairs(1, 0);
  std::size_t few = kFewestOfStratum - 1;
  EXPECT_EQ(pairedArea(std::span(pairs.energies).first(few), std::span(pairs.a).first(few),
                       std::span(pairs.b).first(few)),
            0);
}
