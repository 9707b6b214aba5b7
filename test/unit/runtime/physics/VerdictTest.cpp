// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/physics/Verdict.h"
#include "runtime/physics/Significance.h"

#include <gmock/gmock.h>

using namespace ganc;

namespace {

Figure figure(std::string name, std::string family, double value, double error,
              std::optional<double> probability) {
  Figure made{std::move(name), std::move(family), "", "", ""};
  made.value = value;
  made.error = error;
  made.probability = probability;
  return made;
}

} // namespace

TEST(Verdict, byErrorsIsAdjustedForTheNumberOfFigures) {
  // 0.02 alone would be outside; as the best of three it is not.
  auto judged =
      judgeByErrors({figure("p", "", 1, 1, 0.02), figure("q", "", 1, 1, 0.5), figure("r", "", 1, 1, 0.9)});
  EXPECT_EQ(judged[0].verdict, Verdict::within);
  judged =
      judgeByErrors({figure("p", "", 1, 1, 0.01), figure("q", "", 1, 1, 0.5), figure("r", "", 1, 1, 0.9)});
  EXPECT_EQ(judged[0].verdict, Verdict::outside);
  EXPECT_EQ(judged[1].verdict, Verdict::within);
}

TEST(Verdict, isNotGivenWithoutAProbability) {
  EXPECT_EQ(judgeByErrors({figure("p", "", 1, 1, std::nullopt)})[0].verdict, Verdict::unjudged);
}

TEST(Verdict, byFloorNeedsBothSignificanceAndAnExcess) {
  Floor floor{2, {{figure("p", "", 0.03, 0.01, 0.5)}}};
  // Significant, but hardly more so than a floor that is none.
  EXPECT_EQ(
      judgeByFloor({figure("p", "", 0.3, 0.01, 1e-9)}, {2, {{figure("p", "", 0.3, 0.01, 1e-8)}}})[0].verdict,
      Verdict::within);
  // Larger, but not significant.
  EXPECT_EQ(judgeByFloor({figure("p", "", 0.5, 0.01, 0.4)}, floor)[0].verdict, Verdict::within);
  Judgement outside = judgeByFloor({figure("p", "", 0.3, 0.01, 1e-9)}, floor)[0];
  EXPECT_EQ(outside.verdict, Verdict::outside);
  EXPECT_EQ(outside.text, "outside: 10.0 x floor, 6.1 sigma");
}

TEST(Verdict, byFloorOfManySamplesComparesWithTheMeanOfItsPairs) {
  // Sigmas 1 and 3 of the pairs, mean 2. Of A and B 5: (5 - 2) / sqrt(1 + 1/2) = 2.449, one-sided 0.00715.
  auto ofSigmas = [](double sigmas) { return 2 * normalTail(sigmas); };
  Floor floor{4, {{figure("p", "", 0.1, 0.01, ofSigmas(1))}, {figure("p", "", 0.3, 0.01, ofSigmas(3))}}};
  Judgement judged = judgeByFloor({figure("p", "", 0.2, 0.01, ofSigmas(5))}, floor)[0];
  EXPECT_NEAR(*judged.adjusted, 0.00715, 1e-5);
  EXPECT_NEAR(judged.floor->value, 0.2, 1e-12);
  EXPECT_NEAR(judged.floor->error, std::sqrt(0.02), 1e-12);
  EXPECT_EQ(judged.farther, 0.5);
  EXPECT_EQ(judgeByFloor({figure("p", "", 0.2, 0.01, ofSigmas(2.5))}, floor)[0].text,
            "within the floor, 50 % of its pairs differ more");
}

TEST(Verdict, isByErrorsForAFigureTheFloorLacks) {
  EXPECT_EQ(judgeByFloor({figure("p", "", 1, 0, 0.0)}, {})[0].verdict, Verdict::outside);
  EXPECT_EQ(judgeByFloor({figure("p", "", 1, 0, 0.2)}, {})[0].text, "within errors");
}

TEST(Verdict, byBudgetJudgesOnlyWhatTheBudgetNames) {
  auto judged =
      judgeByBudget({figure("energy", "energy", 0.006, 0, std::nullopt), figure("cells", "cells", 9, 0, 0.0)},
                    {{"energy", 0.005}});
  EXPECT_EQ(judged[0].verdict, Verdict::outside);
  EXPECT_EQ(judged[1].verdict, Verdict::unjudged);
  EXPECT_EQ(judgeByBudget({figure("energy", "", 0.005, 0, std::nullopt)}, {{"energy", 0.005}})[0].verdict,
            Verdict::within);
}

TEST(Verdict, byBudgetTakesAFamilyForAllItsFiguresUnlessAFigureHasThatName) {
  std::vector<Figure> profiles{figure("profile-x", "profile", 0.02, 0, 1.0),
                               figure("profile-z", "profile", 0, 0, 1.0)};
  auto judged = judgeByBudget(profiles, {{"profile", 0.01}});
  EXPECT_EQ(judged[0].verdict, Verdict::outside);
  EXPECT_EQ(judged[1].verdict, Verdict::within);
  std::vector<Figure> paired{figure("energy", "energy", 0, 0, {}), figure("response", "energy", 1, 0, 1.0)};
  EXPECT_EQ(judgeByBudget(paired, {{"energy", 0.01}})[1].verdict, Verdict::unjudged);
}

TEST(Verdict, byBudgetIsOutsideForANan) {
  EXPECT_EQ(judgeByBudget({figure("energy", "", NAN, 0, {})}, {{"energy", 1}})[0].verdict, Verdict::outside);
}

TEST(Verdict, knowsTheKeysOfABudget) {
  std::vector<Figure> figures{figure("profile-x", "profile", 0, 0, {})};
  EXPECT_THAT(unknownKeys(figures, {{"profile", 1}, {"profile-x", 1}, {"profil", 1}}),
              testing::ElementsAre("profil"));
}
