// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/sampling/Sampler.h"

#include "runtime/sampling/Counter.h"
#include "runtime/sampling/Normal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

using namespace ganc;
using testing::HasSubstr;

namespace {

Description describe() {
  const Result<Description> result = parseDescription(R"(
[conditions.energy]
range = [10.0, 1000.0]
unit = "GeV"
law = "log"
[conditions.theta]
range = [60.0, 120.0]
unit = "deg"
[conditions.geometry]
values = [1, 4, 9]
[[inputs]]
tensor = "z"
pieces = [ { condition = "energy", map = "log10" }, { normal = 5, times = "energy", scale = 0.01, offset = 3 } ]
[[inputs]]
tensor = "c"
pieces = [ { onehot = "geometry", size = 4 }, { condition = "theta", unit = "rad" }, { uniform = 2, low = -1 },
           { constant = [0.5] } ]
[output]
layout = ["x"]
[grid]
x = { cells = 7 }
)",
                                                      "s.toml");
  EXPECT_TRUE(result) << result.error().message;
  return *result;
}

SampledShowers sample(const SamplerOptions &options, uint64_t first, int64_t count) {
  const Result<Sampler> sampler = Sampler::create(describe(), options);
  EXPECT_TRUE(sampler) << sampler.error().message;
  SampledShowers showers;
  sampler->sample(first, count, showers);
  return showers;
}

SamplerOptions fixed(double energy, double theta, double geometry) {
  return {1,
          {ConditionSetting{energy, energy}, ConditionSetting{theta, theta},
           ConditionSetting{geometry, geometry}},
          1};
}

TEST(Sampler, FillsEachPieceAsItsFormulaSays) {
  const SampledShowers showers = sample(fixed(100, 90, 4), 77, 1);
  const std::vector<float> &z = showers.inputs[0], &c = showers.inputs[1];
  EXPECT_FLOAT_EQ(z[0], 2);
  for (int e = 1; e < 6; e++)
    EXPECT_EQ(z[e], float(normalQuantile(Draws(1, 77, 1).uniform(e)) + 3)) << "element " << e;
  EXPECT_THAT(std::vector(c.begin(), c.begin() + 4), testing::ElementsAre(0, 1, 0, 0));
  EXPECT_FLOAT_EQ(c[4], float(M_PI / 2));
  EXPECT_EQ(c[5], float(-1 + 2 * Draws(1, 77, 2).uniform(5)));
  EXPECT_EQ(c[7], 0.5f);
}

TEST(Sampler, GivesAShowerTheSameNumbersHoweverTheRunIsCut) {
  const SampledShowers whole = sample({5, {}, 1}, 0, 40), part = sample({5, {}, 1}, 23, 9);
  EXPECT_TRUE(std::equal(part.conditions.begin(), part.conditions.end(), whole.conditions.begin() + 23 * 3));
  for (size_t i = 0; i < 2; i++) {
    const size_t elements = part.inputs[i].size() / 9;
    EXPECT_TRUE(
        std::equal(part.inputs[i].begin(), part.inputs[i].end(), whole.inputs[i].begin() + 23 * elements));
  }
}

TEST(Sampler, DoesNotMoveLatentsWhenAConditionIsFixed) {
  const SampledShowers free = sample({1, {}, 1}, 3, 1), set = sample(fixed(100, 90, 4), 3, 1);
  EXPECT_EQ(free.inputs[1][5], set.inputs[1][5]);
}

TEST(Sampler, DrawsOtherNumbersForOtherSeedsAndShowers) {
  const SampledShowers a = sample({1, {}, 1}, 0, 2), b = sample({2, {}, 1}, 0, 1);
  EXPECT_NE(a.inputs[0][1], a.inputs[0][7]);
  EXPECT_NE(a.inputs[0][1], b.inputs[0][1]);
}

TEST(Sampler, FollowsTheLawOfACondition) {
  constexpr int count = 3000;
  const SampledShowers showers = sample({1, {}, 1}, 0, count);
  int belowGeometricMean = 0, chosen[3] = {};
  for (int s = 0; s < count; s++) {
    const double energy = showers.conditions[3 * s], geometry = showers.conditions[3 * s + 2];
    ASSERT_TRUE(energy >= 10 && energy <= 1000);
    belowGeometricMean += energy < 100;
    chosen[geometry == 1 ? 0 : geometry == 4 ? 1 : 2]++;
  }
  // Five standard errors.
  EXPECT_NEAR(belowGeometricMean, count / 2, 5 * std::sqrt(count / 4.0));
  for (int times : chosen)
    EXPECT_NEAR(times, count / 3, 5 * std::sqrt(count * 2 / 9.0));
}

TEST(Sampler, StaysInsideOfASetting) {
  const SampledShowers showers =
      sample({1, {ConditionSetting{20, 30}, std::nullopt, ConditionSetting{2, 10}}, 1}, 0, 200);
  std::set<double> geometries;
  for (int s = 0; s < 200; s++) {
    EXPECT_GE(showers.conditions[3 * s], 20);
    EXPECT_LE(showers.conditions[3 * s], 30);
    geometries.insert(showers.conditions[3 * s + 2]);
  }
  EXPECT_EQ(geometries, (std::set<double>{4, 9}));
}

TEST(Sampler, CoversEveryStratumOfEveryConditionOnce) {
  constexpr uint32_t strata = 24;
  const SampledShowers showers = sample({1, {}, strata}, 100, strata);
  std::set<int> energies, thetas;
  std::multiset<double> geometries;
  for (uint32_t s = 0; s < strata; s++) {
    const double u = std::log10(showers.conditions[3 * s] / 10) / 2;
    energies.insert(int(u * strata));
    EXPECT_EQ(uint32_t(u * strata), (100 + s) % strata);
    thetas.insert(int((showers.conditions[3 * s + 1] - 60) / 60 * strata));
    geometries.insert(showers.conditions[3 * s + 2]);
  }
  EXPECT_EQ(energies.size(), strata);
  EXPECT_EQ(thetas.size(), strata);
  EXPECT_EQ(geometries.count(9), strata / 3);
}

TEST(Sampler, RejectsSettingsOutsideOfTheRange) {
  const auto errorOf = [](SamplerOptions options) {
    const Result<Sampler> sampler = Sampler::create(describe(), options);
    return sampler ? "" : sampler.error().message;
  };
  EXPECT_EQ(errorOf(fixed(1001, 90, 4)),
            "energy is 1001 GeV, expected inside of 10:1000 GeV, the range of the description");
  EXPECT_THAT(errorOf({1, {ConditionSetting{5, 50}}, 1}), HasSubstr("energy is 5:50 GeV"));
  EXPECT_THAT(errorOf({1, {ConditionSetting{50, 20}}, 1}), HasSubstr("energy is 50:20 GeV"));
  EXPECT_THAT(errorOf(fixed(100, 90, 5)), HasSubstr("geometry is 5, expected one of 1, 4, 9"));
  EXPECT_THAT(errorOf({1, {ConditionSetting{NAN, NAN}}, 1}), HasSubstr("energy is"));
}

} // namespace
