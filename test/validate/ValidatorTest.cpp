// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The validator judged: samples of one law pass, and each distortion fails on the observable it is about and
// not on those it leaves alone. On synthetic showers, n = 1000, fixed seeds.
#include "test/validate/Distortions.h"
#include "tools/ganc-validate/Validation.h"

#include <gmock/gmock.h>

using namespace ganc;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::IsSubsetOf;
using testing::Not;

namespace {

constexpr std::size_t n = 1000;

std::vector<std::string> outsideOf(const Report &report) {
  std::vector<std::string> names;
  for (std::size_t k = 0; k < report.figures.size(); ++k)
    if (report.judgements[k].verdict == Verdict::outside)
      names.push_back(report.figures[k].name);
  return names;
}

ValidationInput inputOf(const Showers &a, const Showers &b) {
  return {sampleOf(a), sampleOf(b)};
}

/// The names of the figures that are outside.
std::vector<std::string> failures(const Showers &a, const Showers &b, const ValidateOptions &options = {}) {
  return outsideOf(*validate(options, inputOf(a, b)));
}

std::vector<std::string> failuresOverFloor(const Showers &b) {
  ValidationInput input = inputOf(makeShowers(n, 1), b);
  input.floor = {sampleOf(makeShowers(n, 3)), sampleOf(makeShowers(n, 4))};
  ValidateOptions options;
  options.floor = {"c.h5", "d.h5"};
  return outsideOf(*validate(options, input));
}

std::vector<std::string> failuresInPairs(const Showers &a, const Showers &b, Budget budget) {
  ValidationInput input = inputOf(a, b);
  input.pairing.emplace().add(a.cells, b.cells, a.size());
  ValidateOptions options;
  options.paired = true;
  options.budget = std::move(budget);
  return outsideOf(*validate(options, input));
}

} // namespace

TEST(Validator, passesASampleComparedWithItself) {
  Showers showers = makeShowers(n, 1);
  EXPECT_THAT(failures(showers, showers), IsEmpty());
}

TEST(Validator, passesTwoSamplesOfOneLaw) {
  EXPECT_THAT(failures(makeShowers(n, 1), makeShowers(n, 8)), IsEmpty());
  EXPECT_THAT(failuresOverFloor(makeShowers(n, 8)), IsEmpty());
}

TEST(Validator, passesSamplesOfDifferentSizes) {
  EXPECT_THAT(failures(makeShowers(n, 1), makeShowers(250, 2)), IsEmpty());
}

TEST(Validator, raisesFalseAlarmsInLessThanOneOfTwentySamples) {
  int alarms = 0;
  constexpr int pairs = 100;
  for (unsigned pair = 0; pair < pairs; ++pair)
    alarms += !failures(makeShowers(150, 1000 + 2 * pair), makeShowers(150, 1001 + 2 * pair)).empty();
  // 5 of 100 expected at most; more than 10 has a probability of 1 %.
  EXPECT_LE(alarms, 10);
}

TEST(Validator, raisesFewFalseAlarmsWhereEnergiesFellDifferently) {
  int alarms = 0;
  for (unsigned pair = 0; pair < 10; ++pair)
    alarms +=
        !failures(makeShowers(n, 1000 + pair), mostlyOfLowEnergy(makeShowers(3000, 2000 + pair))).empty();
  // 0.5 of 10 expected at most; more than 3 has a probability of 0.1 %.
  EXPECT_LE(alarms, 3);
}

TEST(Validator, failsAnEnergyScaleInTheResponseAlone) {
  Showers b = scaled(makeShowers(n, 8), 1.02f);
  // A scale moves cells over thresholds and bins of the spectrum, but leaves every shape as it is.
  EXPECT_THAT(failures(makeShowers(n, 1), b), AllOf(Contains("response"), Contains("energy-sum"),
                                                    Not(Contains(testing::StartsWith("profile"))),
                                                    Not(Contains(testing::StartsWith("moment"))),
                                                    Not(Contains(testing::StartsWith("third")))));
  EXPECT_THAT(failuresOverFloor(b), AllOf(Contains("response"), Contains("energy-sum")));
}

TEST(Validator, failsAShiftByOneLayerInDepthAlone) {
  Showers b = shiftedByOneLayer(makeShowers(n, 8));
  EXPECT_THAT(failures(makeShowers(n, 1), b),
              AllOf(Contains("profile-z"), Contains("moment-1-z"), Not(Contains("profile-x")),
                    Not(Contains("profile-y")), Not(Contains("moment-1-x"))));
  EXPECT_THAT(failuresOverFloor(b), AllOf(Contains("profile-z"), Contains("moment-1-z")));
}

TEST(Validator, failsNoiseUnderTheThresholdInTheSpectrumAlone) {
  Showers b = withNoise(makeShowers(n, 8));
  EXPECT_THAT(failures(makeShowers(n, 1), b), ElementsAre("spectrum"));
  EXPECT_THAT(failuresOverFloor(b), ElementsAre("spectrum"));
}

TEST(Validator, failsAWidenedResponseInTheResolution) {
  Showers b = smeared(makeShowers(n, 8), 0.04f);
  EXPECT_THAT(failures(makeShowers(n, 1), b), AllOf(Contains("resolution"), Not(Contains("response"))));
}

TEST(Validator, failsOneDuplicatedShowerInDuplicatesAlone) {
  Showers b = withDuplicate(makeShowers(n, 8));
  EXPECT_THAT(failures(makeShowers(n, 1), b), ElementsAre("duplicates"));
  EXPECT_THAT(failures(b, makeShowers(n, 1)), ElementsAre("duplicates"));
  EXPECT_THAT(failuresOverFloor(b), ElementsAre("duplicates"));
}

TEST(Validator, failsADuplicateAlsoWithinTheBudget) {
  ValidateOptions options;
  options.budget = {{"energy", 1.0}};
  EXPECT_THAT(failures(makeShowers(n, 1), withDuplicate(makeShowers(n, 8)), options),
              ElementsAre("duplicates"));
}

TEST(Validator, judgesPairsByTheBudget) {
  Showers a = makeShowers(200, 1), b = scaled(a, 1.004f);
  EXPECT_THAT(failuresInPairs(a, b, {{"energy", 0.005}}), IsEmpty());
  EXPECT_THAT(failuresInPairs(a, b, {{"energy", 0.003}}), ElementsAre("energy"));
  EXPECT_THAT(failuresInPairs(a, shiftedByOneLayer(a), {{"energy", 0.1}, {"profile", 0.01}}),
              ElementsAre("profile-z"));
}

TEST(Validator, refusesTooFewShowers) {
  Result<Report> report = validate({}, inputOf(makeShowers(30, 1), makeShowers(19, 2)));
  ASSERT_FALSE(report);
  EXPECT_THAT(report.error().message, testing::HasSubstr("expected 20 or more"));
}

TEST(Validator, refusesABudgetOfNoFigure) {
  ValidateOptions options;
  options.budget = {{"enrgy", 0.1}};
  Result<Report> report = validate(options, inputOf(makeShowers(50, 1), makeShowers(50, 2)));
  ASSERT_FALSE(report);
  EXPECT_THAT(report.error().message, testing::HasSubstr("'enrgy' is no figure"));
}

TEST(Validator, notesWhatWeakensTheComparison) {
  Showers a = makeShowers(n, 1), b = makeShowers(n, 8), low;
  for (std::size_t k = 0; k < n; ++k)
    if (b.primaryEnergies[k] < 200) {
      low.primaryEnergies.push_back(b.primaryEnergies[k]);
      low.cells.insert(low.cells.end(), b.cellsOf(k).begin(), b.cellsOf(k).end());
    }
  EXPECT_THAT(validate({}, inputOf(a, low))->notes,
              AllOf(Contains(testing::HasSubstr("distributed differently")),
                    Contains(testing::HasSubstr("showers of A and 0 of B"))));
  EXPECT_THAT(validate({}, inputOf(a, a))->notes, Contains(testing::HasSubstr("1000 showers are equal")));
  EXPECT_THAT(validate({}, inputOf(a, b))->notes, IsEmpty());
}
