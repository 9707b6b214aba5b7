// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/PrecisionSearch.h"

#include <cmath>
#include <gmock/gmock.h>

using namespace ganc;
using quantize::Precision;
using testing::HasSubstr;

namespace {

/// Costs of u8, s16 and f32 in proportion to what is multiplied.
SearchedOp opOf(const std::string &node, double work) {
  return {node, {work, 2 * work, 4 * work}};
}

/// Errors of ops that add in quadrature: for each op the load of u8 and of s16 alone.
class Network {
public:
  Network(std::vector<SearchedOp> ops, std::vector<std::array<double, 2>> loads)
      : ops(std::move(ops)), loads(std::move(loads)) {}

  SearchResult search(std::vector<RangeEstimator> estimators = {RangeEstimator::Percentile}) {
    const MeasureLoad measure = [this](const Assignment &assignment) { return load(assignment); };
    return *searchPrecision(ops, estimators, measure);
  }

  std::optional<double> load(const Assignment &assignment) {
    measured++;
    double squares = 0;
    for (size_t i = 0; i < ops.size(); i++) {
      const auto [precision, estimator] = assignment[i];
      double own = precision == Precision::F32 ? 0 : loads[i][precision == Precision::S16];
      if (precision == Precision::U8 && estimator == helpful)
        own /= 4;
      squares += own * own;
    }
    return std::sqrt(squares);
  }

  std::vector<SearchedOp> ops;
  std::vector<std::array<double, 2>> loads;
  RangeEstimator helpful = RangeEstimator::MeanSquaredError;
  int measured = 0;
};

std::string precisionsOf(const SearchResult &result) {
  std::string text;
  for (const Choice &choice : result.chosen.assignment)
    text += quantize::textOf(choice.precision).str() + " ";
  return text;
}

} // namespace

TEST(PrecisionSearch, lowersEverythingThatFits) {
  Network network({opOf("a", 10), opOf("b", 10)}, {{0.5, 0}, {0.5, 0}});
  const SearchResult result = network.search();
  EXPECT_EQ(precisionsOf(result), "u8 u8 ");
  EXPECT_EQ(result.chosen.cost, 20);
  EXPECT_TRUE(result.isWithin);
}

TEST(PrecisionSearch, prefersOpsThatSaveMoreForTheirDamage) {
  Network network({opOf("small", 20), opOf("large", 100)}, {{0.8, 0}, {0.8, 0}});
  const SearchResult result = network.search();
  EXPECT_EQ(precisionsOf(result), "s16 u8 ");
  EXPECT_THAT(result.reasons[0], HasSubstr("s16: u8 would take 113 % of the budget"));
  EXPECT_THAT(result.reasons[1], HasSubstr("u8: takes 80 % of the budget"));
}

// The small op is better for its damage, and then there is no room for the large one.
TEST(PrecisionSearch, letsNoSmallOpTakeTheRoomOfALargeOne) {
  Network network({opOf("small", 10), opOf("large", 40)}, {{0.4, 0}, {0.95, 0}});
  const SearchResult result = network.search();
  EXPECT_EQ(precisionsOf(result), "s16 u8 ");
  EXPECT_EQ(result.chosen.cost, 60);
}

TEST(PrecisionSearch, keeps16BitsWhereAloneIsTooMuch) {
  Network network({opOf("a", 10), opOf("b", 10)}, {{60, 0}, {0.5, 0}});
  const SearchResult result = network.search();
  EXPECT_EQ(precisionsOf(result), "s16 u8 ");
  EXPECT_EQ(result.reasons[0], "s16: u8 alone would take 6000 % of the budget");
}

TEST(PrecisionSearch, takesFloatWhere16BitsAreNotEnough) {
  Network network({opOf("a", 10), opOf("b", 10)}, {{9, 2}, {0.3, 0.1}});
  const SearchResult result = network.search();
  EXPECT_EQ(precisionsOf(result), "f32 u8 ");
  EXPECT_THAT(result.reasons[0], HasSubstr("f32: without it 200 % of the budget"));
  EXPECT_TRUE(result.isWithin);
}

TEST(PrecisionSearch, respectsPins) {
  Network network({opOf("a", 10), opOf("b", 10)}, {{0.1, 0}, {0.2, 0}});
  network.ops[0].pin = Precision::F32;
  const SearchResult result = network.search();
  EXPECT_EQ(precisionsOf(result), "f32 u8 ");
  EXPECT_EQ(result.reasons[0], "pinned");
}

TEST(PrecisionSearch, saysWhenPinsMakeTheBudgetImpossible) {
  Network network({opOf("a", 10), opOf("b", 10)}, {{5, 0}, {0.2, 0}});
  network.ops[0].pin = Precision::U8;
  EXPECT_FALSE(network.search().isWithin);
}

TEST(PrecisionSearch, leavesAloneWhatSavesLittle) {
  Network network({{"flat", {7, 7, 14}}, opOf("small", 3), opOf("large", 96)}, {{0, 0}, {0, 0}, {0, 0}});
  const SearchResult result = network.search();
  EXPECT_EQ(precisionsOf(result), "s16 s16 u8 ");
  EXPECT_EQ(result.reasons[0], "s16: u8 would save 0 % of the cost");
  EXPECT_EQ(result.reasons[1], "s16: u8 would save 1 % of the cost"); // 3 of 205
  EXPECT_EQ(network.measured, 4); // without them, the large one alone and in two orders
}

TEST(PrecisionSearch, takesTheEstimatorThatDoesLeastDamage) {
  Network network({opOf("a", 10)}, {{3, 0}});
  EXPECT_EQ(precisionsOf(network.search()), "s16 ");
  const SearchResult result = network.search({kRangeEstimators.begin(), kRangeEstimators.end()});
  EXPECT_EQ(precisionsOf(result), "u8 ");
  EXPECT_EQ(result.chosen.assignment[0].estimator, RangeEstimator::MeanSquaredError);
}

TEST(PrecisionSearch, triesNoOtherEstimatorOutOfReach) {
  Network network({opOf("a", 10)}, {{kReach * 2, 0}});
  network.search({kRangeEstimators.begin(), kRangeEstimators.end()});
  EXPECT_EQ(network.measured, 2);
}

TEST(PrecisionSearch, endsAtAnError) {
  const std::vector<SearchedOp> ops{opOf("a", 1)};
  const std::vector estimators{RangeEstimator::MinMax};
  EXPECT_FALSE(searchPrecision(ops, estimators, [](const Assignment &) { return std::nullopt; }));
}
