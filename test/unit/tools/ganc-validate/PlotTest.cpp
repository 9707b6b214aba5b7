// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-validate/Plot.h"
#include "tools/ganc-validate/Axis.h"

#include <gmock/gmock.h>

using namespace ganc;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

namespace {

std::vector<std::string> labels(const Axis &axis, int wanted) {
  std::vector<std::string> found;
  for (const Tick &tick : axis.ticks(wanted))
    found.push_back(tick.label);
  return found;
}

Curve curve(std::vector<double> position, std::vector<double> a, std::vector<double> b, bool bars) {
  std::vector<double> errors(a.size(), 0.1);
  return {"axis", "value", bars, std::move(position), std::move(a), errors, std::move(b), errors};
}

} // namespace

TEST(Axis, putsTicksAtRoundNumbers) {
  EXPECT_THAT(labels(Axis::linear(0, 10, 0, 100), 5), testing::ElementsAre("0", "2", "4", "6", "8", "10"));
  EXPECT_THAT(labels(Axis::linear(-0.012, 0.012, 0, 100), 3), testing::ElementsAre("-0.01", "0", "0.01"));
}

TEST(Axis, mapsAndClampsToItsEnds) {
  Axis axis = Axis::linear(0, 10, 100, 0);
  EXPECT_DOUBLE_EQ(axis.at(2.5), 75);
  EXPECT_DOUBLE_EQ(axis.at(1e9), 0);
  EXPECT_DOUBLE_EQ(Axis::logarithmic(1, 100, 0, 10).at(10), 5);
  EXPECT_DOUBLE_EQ(Axis::logarithmic(1, 100, 0, 10).at(-1), 0);
}

TEST(Plot, drawsNoCoordinateThatIsNoNumber) {
  for (const Curve &odd : {curve({0, 1, 2}, {1, 2}, {2, 1}, true), curve({5}, {1}, {2}, false),
                           curve({0, 1}, {0, 0}, {0, 0}, false), curve({0, 1}, {0, 1}, {1, 0}, false),
                           curve({0, 1, 2}, {1, 1e-9, 1}, {1, 1, 1e9}, false)})
    EXPECT_THAT(plotSvg(odd), AllOf(HasSubstr("</svg>"), Not(HasSubstr("nan")), Not(HasSubstr("inf"))));
}

TEST(Plot, namesItsAxes) {
  EXPECT_THAT(plotSvg(curve({0, 1, 2}, {1, 2}, {2, 1}, true)),
              AllOf(HasSubstr(">axis<"), HasSubstr(">value<"), HasSubstr(">B / A<")));
}
