// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/OpQuality.h"

#include "compiler/Calibration.h"
#include "passes/quantize/Passes.h"
#include "test/unit/dialects/gan/Network.h"

#include "mlir/Pass/PassManager.h"

#include <gtest/gtest.h>
#include <random>

using namespace ganc;

namespace {

const std::string kText = R"(
func.func @main(%x: tensor<?x2xf32> {gan.name = "z"}) -> (tensor<?x2xf32> {gan.name = "y"}) {
  %w = gan.constant dense<[[1.0, 0.25], [0.5, -2.0]]> : tensor<2x2xf32>
  %h = gan.dense %x, %w {slope = 0.3 : f32, gan.precision = "FIRST"} : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %y = gan.dense %h, %w {gan.precision = "SECOND"} : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
})";

std::string withPrecisions(const std::string &first, const std::string &second) {
  std::string text = kText;
  text.replace(text.find("FIRST"), 5, first);
  return text.replace(text.find("SECOND"), 6, second);
}

/// Normal numbers, two a shower.
InputShowers draw(int64_t first, int64_t count) {
  InputShowers showers{count, {{}}, {}};
  for (int64_t shower = first; shower < first + count; shower++) {
    std::mt19937_64 random(shower);
    for (int i = 0; i < 2; i++)
      showers.inputs[0].push_back(std::normal_distribution<float>()(random));
  }
  return showers;
}

class OpQualityTest : public testing::Test {
protected:
  OpQualityTest() {
    context.loadDialect<gan::GanDialect, mlir::func::FuncDialect, mlir::quant::QuantDialect>();
  }

  std::vector<OpQuality> measure(const std::string &first, const std::string &second) {
    auto graph = mlir::parseSourceString<mlir::ModuleOp>(withPrecisions(first, second), &context);
    EXPECT_TRUE(mlir::succeeded(calibrate(*graph, draw, {}, makeReferenceRunner)));
    mlir::OwningOpRef<mlir::ModuleOp> quantized = graph->clone();
    mlir::PassManager passes(&context);
    passes.addPass(quantize::createQuantizeActivationsPass());
    passes.addPass(quantize::createQuantizeWeightsPass());
    EXPECT_TRUE(mlir::succeeded(passes.run(*quantized)));
    return *measureOps(*graph, *quantized, draw, 200, makeReferenceRunner);
  }

  mlir::MLIRContext context;
};

} // namespace

TEST(QualityStatistics, areThoseOfTheirFormulas) {
  QualityStatistics statistics;
  statistics.addSource(std::vector<float>{-1, 0, 3, 4}, -0.5, 3);
  statistics.addResult(std::vector<float>{3, 4}, std::vector<float>{3, 4.5}); // 25 to 0.25
  const OpQuality quality = statistics.quality();
  EXPECT_EQ(quality.low, -1);
  EXPECT_EQ(quality.high, 4);
  EXPECT_EQ(quality.saturated, 0.5);
  EXPECT_DOUBLE_EQ(quality.signalToNoise, 20);
}

TEST(QualityStatistics, callEqualResultsExact) {
  QualityStatistics statistics;
  statistics.addResult(std::vector<float>{1}, std::vector<float>{1});
  EXPECT_EQ(statistics.quality().signalToNoise, kExact);
}

TEST_F(OpQualityTest, float32HasTheNoiseOfFloat32) {
  constexpr double kBits = 22, kPerBit = 6.02; // 24 bits, some rounding errors on top of each other
  for (const OpQuality &quality : measure("f32", "f32")) {
    EXPECT_GT(quality.signalToNoise, kBits * kPerBit);
    EXPECT_EQ(quality.saturated, 0);
    EXPECT_LT(quality.low, -1);
    EXPECT_GT(quality.high, 1);
  }
}

TEST_F(OpQualityTest, fewerBitsAreNoisierFromThatOpOn) {
  const auto wide = measure("s16", "s16"), first = measure("u8", "s16"), second = measure("s16", "u8");
  // 8 bits less are a step 256 times as large, 48 dB, of which ranges and weights take some.
  constexpr double kLeast = 20;
  EXPECT_GT(wide[0].signalToNoise, first[0].signalToNoise + kLeast);
  EXPECT_GT(wide[1].signalToNoise, first[1].signalToNoise + kLeast);
  EXPECT_GT(wide[1].signalToNoise, second[1].signalToNoise + kLeast);
  EXPECT_GT(wide[0].signalToNoise, second[0].signalToNoise + kLeast); // its result is stored in what reads it
}

TEST(DamageShares, addUpInQuadrature) {
  std::vector<OpQuality> qualities(3);
  setDamageShares(qualities, std::vector<double>{0.03, 0, 0.04});
  EXPECT_DOUBLE_EQ(*qualities[0].damageShare, 0.36);
  EXPECT_DOUBLE_EQ(*qualities[1].damageShare, 0);
  EXPECT_DOUBLE_EQ(*qualities[2].damageShare, 0.64);
}

TEST(DamageShares, areNoneWithoutDamage) {
  std::vector<OpQuality> qualities(2);
  setDamageShares(qualities, std::vector<double>{0, 0});
  EXPECT_EQ(*qualities[0].damageShare, 0);
}
