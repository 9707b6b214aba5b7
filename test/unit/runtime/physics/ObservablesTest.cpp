// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every row of the table on one shower whose figures can be computed by hand:
//
//   grid 2 x 3 x 6;  1 GeV in [0][1][0],  3 GeV in [1][1][2],  0.0005 GeV in [1][2][5];
//   primary energy 200 GeV
#include "runtime/physics/Observables.h"

#include <gtest/gtest.h>
#include <map>
#include <string>

using namespace ganc;

namespace {

constexpr Grid grid{2, 3, 6};
constexpr double total = 4.0005;
constexpr double floatError = 1e-6; // observables are kept in float32

std::size_t index(std::size_t x, std::size_t y, std::size_t z) {
  return (x * grid.y + y) * grid.z + z;
}

std::map<std::string, std::vector<float>> measure(const std::vector<float> &cells, double primaryEnergy) {
  Shower shower(grid);
  shower.read(cells, primaryEnergy);
  std::map<std::string, std::vector<float>> values;
  for (const Observable &row : observables()) {
    std::vector<float> out(row.width(grid), -1.0f);
    row.measure(shower, out);
    values[std::string(row.name)] = out;
  }
  return values;
}

std::map<std::string, std::vector<float>> example() {
  std::vector<float> cells(grid.cells());
  cells[index(0, 1, 0)] = 1;
  cells[index(1, 1, 2)] = 3;
  cells[index(1, 2, 5)] = 0.0005f;
  return measure(cells, 200);
}

} // namespace

TEST(Observables, responseIsTheSumOverThePrimaryEnergy) {
  EXPECT_NEAR(example()["energy-sum"][0], total / 200, floatError);
}

TEST(Observables, profilesAreFractionsOfTheSumAlongTheirAxis) {
  auto values = example();
  EXPECT_NEAR(values["profile-x"][0], 1 / total, floatError);
  EXPECT_NEAR(values["profile-x"][1], 3.0005 / total, floatError);
  EXPECT_NEAR(values["profile-y"][1], 4 / total, floatError);
  EXPECT_NEAR(values["profile-z"][2], 3 / total, floatError);
  EXPECT_NEAR(values["profile-z"][5], 0.0005 / total, floatError);
  EXPECT_EQ(values["profile-z"].size(), 6u);
}

TEST(Observables, momentsAreTheBarycenterAndTheVarianceAboutIt) {
  auto values = example();
  double first = (3 * 2 + 0.0005 * 5) / total;
  double second =
      (first * first + 3 * (2 - first) * (2 - first) + 0.0005 * (5 - first) * (5 - first)) / total;
  EXPECT_NEAR(values["moment-1-z"][0], first, floatError);
  EXPECT_NEAR(values["moment-2-z"][0], second, floatError);
  EXPECT_NEAR(values["moment-1-x"][0], 3.0005 / total, floatError);
}

TEST(Observables, thirdsSplitTheLayers) {
  auto values = example();
  EXPECT_NEAR(values["third-1"][0], 1 / total, floatError);
  EXPECT_NEAR(values["third-2"][0], 3 / total, floatError);
  EXPECT_NEAR(values["third-3"][0], 0.0005 / total, floatError);
}

TEST(Observables, hitsAreOverTheirThreshold) {
  auto values = example();
  EXPECT_EQ(values["occupied"][0], 3);
  EXPECT_EQ(values["hits-0.3-mev"][0], 3);
  EXPECT_EQ(values["hits-1-mev"][0], 2);
}

TEST(Observables, spectrumCountsEveryCellThatIsNotZeroOnce) {
  std::vector<float> cells(grid.cells());
  cells[0] = 1e-12f; // under the first decade
  cells[1] = -1;     // negative: with those
  cells[2] = 1.5e-9f;
  cells[3] = 1.0f;
  cells[4] = 1e6f; // over the last decade
  auto spectrum = measure(cells, 1)["spectrum"];
  EXPECT_EQ(spectrum[0], 2);
  EXPECT_EQ(spectrum[1], 1);
  EXPECT_EQ(spectrum[1 + 36], 1);
  EXPECT_EQ(spectrum.back(), 1);
}

TEST(Observables, areZeroForAShowerWithoutEnergy) {
  for (const auto &[name, values] : measure(std::vector<float>(grid.cells()), 10))
    for (float value : values)
      EXPECT_EQ(value, 0) << name;
}
