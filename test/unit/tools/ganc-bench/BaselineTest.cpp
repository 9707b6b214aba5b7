// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-bench/Baseline.h"

#include <gtest/gtest.h>

using namespace ganc;
using Json = nlohmann::ordered_json;

static Json report(double rate, double seconds, double layer) {
  return {{"model", "m"},
          {"peak", {{"fma", rate}, {"vpdpbusd", rate}, {"vpdpwssd", 7e9}}},
          {"runs",
           {{{"n", 16},
             {"us_per_shower", seconds},
             {"layers", {{{"node", "conv"}, {"kind", "phase_conv"}, {"us", layer}}}}}}}};
}

TEST(Baseline, ratioIsOfTimesAtEqualRates) {
  // Half the time at twice the rate is no difference.
  const Json entries = compareWithBaseline(report(8e9, 50, 15), report(4e9, 100, 20));
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0]["n"], 16);
  EXPECT_TRUE(entries[0]["node"].is_null());
  EXPECT_EQ(entries[0]["us_then"], 100);
  EXPECT_EQ(entries[0]["us"], 50);
  EXPECT_EQ(entries[0]["ratio"], 1);
  EXPECT_EQ(entries[1]["node"], "conv");
  EXPECT_EQ(entries[1]["ratio"], 1.5);
}

TEST(Baseline, largestRatioIsThatOfWholeRuns) {
  EXPECT_EQ(largestRatio(compareWithBaseline(report(4e9, 125, 200), report(4e9, 100, 20))), 1.25);
}

TEST(Baseline, whatIsNotInBothIsLeftOut) {
  Json stored = report(4e9, 100, 20);
  stored["runs"][0].erase("layers");
  stored["runs"].push_back({{"n", 1}, {"us_per_shower", 3}});
  EXPECT_EQ(compareWithBaseline(report(4e9, 100, 20), stored).size(), 1u);
}

TEST(Baseline, nothingInCommonIsAnError) {
  Json other = report(4e9, 100, 20);
  other["runs"][0]["n"] = 64;
  EXPECT_THROW(compareWithBaseline(report(4e9, 100, 20), other), std::runtime_error);
  other = report(4e9, 100, 20);
  other["model"] = "other";
  EXPECT_THROW(compareWithBaseline(report(4e9, 100, 20), other), std::runtime_error);
  other = report(4e9, 100, 20);
  other["peak"] = {{"vpmaddwd", 4e9}};
  EXPECT_THROW(compareWithBaseline(report(4e9, 100, 20), other), std::runtime_error);
}
