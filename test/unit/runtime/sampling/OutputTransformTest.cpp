// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/sampling/OutputTransform.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

using namespace ganc;
using testing::ElementsAre;

namespace {

std::vector<float> transform(const std::string &output, const std::vector<float> &raw, double energy = 1) {
  const std::string text =
      "[conditions.energy]\nrange = [1, 1e6]\nunit = \"MeV\"\n[[inputs]]\npieces = [ { normal = 1 } ]\n"
      "[output]\n" +
      output + "\n[grid]\nx = { cells = 2 }\nz = { cells = 3 }\n";
  const Result<Description> description = parseDescription(text, "t.toml");
  EXPECT_TRUE(description) << description.error().message;
  std::vector<float> energies(description->cells());
  OutputTransform(*description).apply(raw.data(), &energy, energies.data());
  return energies;
}

const std::string plain = "layout = [\"x\", \"z\"]\n";

TEST(OutputTransform, KeepsGeVAsTheyAre) {
  EXPECT_THAT(transform(plain, {0.1f, -1, 2, 3, 4, 5}), ElementsAre(0.1f, -1, 2, 3, 4, 5));
}

TEST(OutputTransform, PutsCellsBelowTheThresholdToZero) {
  const float threshold = 0.5f;
  EXPECT_THAT(transform(plain + "threshold = 0.5", {threshold, std::nextafter(threshold, 0.0f), -1, 0, 1, 2}),
              ElementsAre(0.5f, 0, 0, 0, 1, 2));
}

TEST(OutputTransform, AppliesPowerThenScaleThenTimesThenThreshold) {
  // (2^2 * 3 * 10 = 120) is kept, (1^2 * 3 * 10 = 30) is not.
  EXPECT_THAT(transform(plain + "power = 2\nscale = 3\ntimes = \"energy\"\nthreshold = 31",
                        {2, 1, -2, 0, 3, 1.5f}, 10),
              ElementsAre(120, 0, 0, 0, 270, 67.5f));
}

TEST(OutputTransform, GivesGeVWhateverTheUnit) {
  // The threshold is in the output's unit.
  EXPECT_THAT(transform(plain + "unit = \"MeV\"\nthreshold = 2", {1000, 2, 1, 0, 500, 3}),
              ElementsAre(1, 2e-3f, 0, 0, 0.5f, 3e-3f));
}

TEST(OutputTransform, OrdersCellsAsTheGrid) {
  EXPECT_THAT(transform("layout = [\"z\", \"x\"]", {0, 10, 1, 11, 2, 12}), ElementsAre(0, 1, 2, 10, 11, 12));
}

TEST(OutputTransform, DoesNotHideNotANumber) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  EXPECT_TRUE(std::isnan(transform(plain + "threshold = 1\npower = 1.5", {nan, 1, 1, 1, 1, 1})[0]));
}

} // namespace
