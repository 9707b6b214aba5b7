// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "passes/quantize/WeightSpread.h"

#include "test/unit/dialects/gan/Network.h"

#include <cmath>
#include <gmock/gmock.h>

using namespace ganc;
using numerics::quantizeWeights;

namespace {

constexpr int64_t kWeights = 12; // 2 channels of 6 taps

/// Neighbors among the weights, of either channel, multiply nearly the same.
double correlation(int64_t a, int64_t b) {
  return std::pow(0.97, std::abs(a % 6 - b % 6)) * (a / 6 == b / 6 ? 1.0 : 0.9);
}

/// E[(sum over k: r[k] x[k])^2]
double expectedError(const std::vector<double> &weights, const numerics::StoredWeights &stored) {
  double error = 0;
  for (int64_t a = 0; a < kWeights; a++)
    for (int64_t b = 0; b < kWeights; b++)
      error += (weights[a] - stored.scale * stored.values[a]) * correlation(a, b) *
               (weights[b] - stored.scale * stored.values[b]);
  return error;
}

class WeightSpread : public testing::Test {
protected:
  WeightSpread() {
    context.loadDialect<gan::GanDialect, mlir::func::FuncDialect, mlir::quant::QuantDialect>();
    module = mlir::parseSourceString<mlir::ModuleOp>(
        gan::networkText(
            "tensor<?x2x9xf32>", "tensor<?x1x4xf32>",
            "%w = gan.constant dense<1.0> : tensor<1x2x6xf32>\n"
            "%y = gan.conv %x, %w {strides = array<i64: 1>, dilations = array<i64: 1>, pads_low = "
            "array<i64: 0>, pads_high = array<i64: 0>, group = 1} : (tensor<?x2x9xf32>, "
            "tensor<1x2x6xf32>) -> tensor<?x1x4xf32>"),
        &context);
    module->walk([&](gan::Heavy op) { heavy = op; });
  }

  void setWindows() {
    std::vector<double> products;
    for (int64_t a = 0; a < kWeights; a++)
      for (int64_t b = 0; b < kWeights; b++)
        products.push_back(100 * correlation(a, b));
    quantize::setWindowProducts(heavy, {products});
  }

  mlir::MLIRContext context;
  mlir::OwningOpRef<mlir::ModuleOp> module;
  gan::Heavy heavy;
};

} // namespace

TEST_F(WeightSpread, isNothingWithoutMeasurement) {
  EXPECT_TRUE(quantize::spreadsOf(heavy).empty());
}

TEST_F(WeightSpread, ofWindowsMakesErrorsOfAllWeightsCancel) {
  setWindows();
  const auto spreads = quantize::spreadsOf(heavy);
  ASSERT_EQ(spreads.size(), 1u);
  const numerics::IntegerLimits limits{127, 255};
  double nearest = 0, spread = 0;
  for (unsigned seed = 1; seed <= 50; seed++) {
    const std::vector<double> weights = gan::randomTensor({kWeights}, seed).values;
    nearest += expectedError(weights, quantizeWeights(weights, limits));
    spread += expectedError(weights, quantizeWeights(weights, limits, spreads.front()));
  }
  EXPECT_LT(spread, 0.25 * nearest);
}

TEST_F(WeightSpread, isNothingOnceLargeStatisticsAreErased) {
  setWindows();
  quantize::eraseLargeStatistics(*module);
  EXPECT_TRUE(quantize::spreadsOf(heavy).empty());
}

TEST_F(WeightSpread, isEmptyWithoutAnInverse) {
  quantize::setWindowProducts(heavy, {std::vector<double>(kWeights * kWeights, 0.0)});
  const auto spreads = quantize::spreadsOf(heavy);
  ASSERT_EQ(spreads.size(), 1u);
  EXPECT_EQ(spreads.front().channels, 0);
}
