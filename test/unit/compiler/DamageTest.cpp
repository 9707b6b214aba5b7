// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/Damage.h"

#include "test/unit/dialects/gan/Network.h"

#include <cmath>
#include <gtest/gtest.h>
#include <random>

using namespace ganc;

namespace {

/// y = relu((GAIN x[0], LAST x[1]))
std::string networkText() {
  return R"(
func.func @main(%x: tensor<?x2xf32> {gan.name = "z"}) -> (tensor<?x1x2xf32> {gan.name = "y"}) {
  %w = gan.constant dense<[[GAIN, 0.0], [0.0, LAST]]> : tensor<2x2xf32>
  %h = gan.dense %x, %w : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %r = gan.reshape %h : tensor<?x2xf32> -> tensor<?x1x2xf32>
  %y = gan.relu %r : tensor<?x1x2xf32>
  return %y : tensor<?x1x2xf32>
})";
}

const std::string kDescription = R"(
[generator]
name = "test"
[conditions.energy]
range = [10.0, 500.0]
unit = "GeV"
[[inputs]]
pieces = [ { condition = "energy" }, { normal = 1, times = "energy", scale = 0.01 } ]
[output]
layout = ["x", "y"]
[grid]
x = { cells = 1, size = 1.0, unit = "mm" }
y = { cells = 2, size = 1.0, unit = "mm" }
)";

class DamageOf : public testing::Test {
protected:
  DamageOf() : description(*parseDescription(kDescription, "test.toml")) {
    context.loadDialect<gan::GanDialect, mlir::func::FuncDialect>();
    exact = parse("1.0");
  }

  mlir::OwningOpRef<mlir::ModuleOp> parse(const std::string &gain) { return parse(gain, gain); }

  mlir::OwningOpRef<mlir::ModuleOp> parse(const std::string &gain, const std::string &last) {
    std::string text = networkText();
    text.replace(text.find("GAIN"), 4, gain);
    text.replace(text.find("LAST"), 4, last);
    return mlir::parseSourceString<mlir::ModuleOp>(text, &context);
  }

  DamageMeter meter(const Description *meaning) {
    const auto runner = makeReferenceRunner(*exact);
    return *DamageMeter::create(*exact, *runner, meaning, *sampledInputs(*exact, description, 1), 512);
  }

  mlir::MLIRContext context;
  Description description;
  mlir::OwningOpRef<mlir::ModuleOp> exact;
};

constexpr double kFloatSum = 1e-6; // relative, of a sum of two float32

} // namespace

TEST_F(DamageOf, nothingIsZero) {
  const auto damage = meter(&description).measure(*exact, makeReferenceRunner);
  EXPECT_EQ(damage->error.p90, 0);
  EXPECT_EQ(damage->upperEnd.p90, 0);
  EXPECT_EQ(damage->error.used, 512u);
}

TEST_F(DamageOf, aGainIsThatOfTheEnergy) {
  const auto damage = meter(&description).measure(*parse("1.25"), makeReferenceRunner);
  EXPECT_NEAR(damage->error.median, 0.25, kFloatSum);
  EXPECT_NEAR(damage->error.p90, 0.25, kFloatSum);
}

TEST_F(DamageOf, aGainLeavesTheProfiles) {
  EXPECT_EQ(meter(&description).measure(*parse("0.5"), makeReferenceRunner)->area, 0);
}

// Cell 1 has max(n, 0) % of cell 0: half of the showers have none and the rest twice as much as they should.
TEST_F(DamageOf, aGainOfOneCellIsSeenInTheProfiles) {
  EXPECT_GT(meter(&description).measure(*parse("1.0", "2.0"), makeReferenceRunner)->area, 0.05);
  EXPECT_EQ(meter(nullptr).measure(*parse("1.0", "2.0"), makeReferenceRunner)->area, 0);
  EXPECT_EQ(meter(&description).noiseFloor().area, kTolerableArea);
}

TEST_F(DamageOf, outputsWithoutMeaningIsRelativeToTheirSize) {
  const auto damage = meter(nullptr).measure(*parse("0.75"), makeReferenceRunner);
  EXPECT_NEAR(damage->error.median, 0.25, kFloatSum);
  EXPECT_EQ(meter(nullptr).noiseFloor().median, 0.02);
}

// The response is 1 + max(n, 0) / 100 with a normal n: half of the showers have none, a spread below that of n.
TEST_F(DamageOf, noiseFloorFollowsFromTheSpreadOfTheResponse) {
  const DamageBudget floor = meter(&description).noiseFloor();
  EXPECT_GT(floor.median, 0.1 * 0.01 * std::sqrt(2.0 / kFloorShowers));
  EXPECT_LT(floor.median, 0.01 * std::sqrt(2.0 / kFloorShowers));
  EXPECT_NEAR(floor.p90 / floor.median, 1.645 * std::pow(kFloorShowers, 0.25), 1e-9);
}

TEST_F(DamageOf, emptyShowersDoNotCount) {
  EXPECT_EQ(meter(&description).countingShowers(), 512);
  exact = parse("0.001");
  EXPECT_EQ(meter(&description).countingShowers(), 0);
  EXPECT_EQ(meter(nullptr).countingShowers(), 512);
  exact = parse("0.0");
  EXPECT_EQ(meter(nullptr).countingShowers(), 0);
}

TEST(SpreadOfNeighbors, leavesOutWhatDependsOnTheEnergy) {
  std::mt19937_64 bits(1);
  std::normal_distribution<double> normal;
  std::vector<double> energy, response;
  constexpr int kCount = 20000;
  for (int i = 0; i < kCount; i++) {
    energy.push_back((i * 7919) % kCount);
    response.push_back((1 + energy.back() / kCount) * 0.02 + 0.003 * normal(bits));
  }
  constexpr double kMedianResponse = 0.03, kStatistical = 0.05; // a few times 1 / sqrt(count)
  EXPECT_NEAR(spreadOfNeighbors(response, energy), 0.954 * 0.003 / kMedianResponse, 0.1 * kStatistical);
  EXPECT_EQ(spreadOfNeighbors({}, {}), 0);
}

TEST(LoadOfDamage, isTheLargerShareByUpperEnds) {
  const Damage damage{{0.001, 0.002, 100}, {0.002, 0.012, 100}};
  EXPECT_DOUBLE_EQ(loadOf(damage, {0.004, 0.012}), 1);
  EXPECT_DOUBLE_EQ(loadOf(damage, {0.001, 0.012}), 2);
  EXPECT_DOUBLE_EQ(loadOf(damage, {0.004, INFINITY}), 0.5);
  EXPECT_DOUBLE_EQ(loadOf({damage.error, damage.upperEnd, 0.03}, {0.004, INFINITY, 0.01}), 3);
  EXPECT_EQ(loadOf(damage, {0, INFINITY}), kLargestLoad);
  EXPECT_EQ(loadOf({{0, 0, 1}, {0, 0, 1}}, {0, 0}), 0);
  EXPECT_EQ(loadOf({{INFINITY, INFINITY, 0}, {INFINITY, INFINITY, 0}}, {1, 1}), kLargestLoad);
}
