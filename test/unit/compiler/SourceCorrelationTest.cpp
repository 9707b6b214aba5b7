// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/SourceCorrelation.h"

#include "passes/quantize/Annotations.h"
#include "test/unit/dialects/gan/Network.h"

#include <cmath>
#include <gmock/gmock.h>

using namespace ganc;
using testing::DoubleNear;
using testing::Pointwise;

namespace {

constexpr int64_t kShowers = 3, kChannels = 2, kSide = 40; // more positions than a matrix of them has rows

/// Sums of some thousand products differ by their order.
constexpr double kSumError = 1e-9;

/// y[o] = sum over c, t: w[c, t] x[c, o - 1 + t] along the last axis, one place outside on its left.
std::string networkText(int64_t side) {
  const std::string space = std::to_string(side) + "x" + std::to_string(side) + "xf32>";
  const std::string x = "tensor<?x2x" + space, y = "tensor<?x1x" + space;
  return gan::networkText(x, y,
                          "%w = gan.constant dense<1.0> : tensor<1x2x1x2xf32>\n"
                          "%y = gan.conv %x, %w {strides = array<i64: 1, 1>, dilations = array<i64: 1, 1>, "
                          "pads_low = array<i64: 0, 1>, pads_high = array<i64: 0, 0>, group = 1} : (" +
                              x + ", tensor<1x2x1x2xf32>) -> " + y);
}

/// [channel][row][place] of a shower.
std::vector<double> showerOf(int64_t n, int64_t side) {
  return gan::randomTensor({kChannels, side, side}, n + 1).values;
}

InputSource randomShowers(int64_t side) {
  return [side](int64_t first, int64_t wanted) {
    InputShowers showers;
    showers.count = std::clamp<int64_t>(kShowers - first, 0, wanted);
    showers.inputs.emplace_back();
    for (int64_t n = first; n < first + showers.count; n++)
      for (const double value : showerOf(n, side))
        showers.inputs[0].push_back(static_cast<float>(value));
    return showers;
  };
}

class CorrelateSources : public testing::Test {
protected:
  gan::Heavy correlated(int64_t side) {
    context.loadDialect<gan::GanDialect, mlir::func::FuncDialect, mlir::quant::QuantDialect>();
    module = mlir::parseSourceString<mlir::ModuleOp>(networkText(side), &context);
    const auto values = quantize::observedValues(module->lookupSymbol<mlir::func::FuncOp>("main"));
    const auto exposed = ExposedValues::create(*module, values, makeReferenceRunner);
    gan::Heavy heavy;
    module->walk([&](gan::Heavy op) { heavy = op; });
    EXPECT_TRUE(succeeded(correlateSources(*module, *exposed, randomShowers(side))));
    EXPECT_TRUE(succeeded(measureChannels(*module, randomShowers(side), makeReferenceRunner)));
    return heavy;
  }

  mlir::MLIRContext context;
  mlir::OwningOpRef<mlir::ModuleOp> module;
};

double sumOfSquares(const std::vector<double> &values) {
  double sum = 0;
  for (const double value : values)
    sum += value * value;
  return sum;
}

/// What the weights [ci][tap] multiply for the result at `row`, `place`.
std::vector<double> windowAt(const std::vector<double> &x, int64_t row, int64_t place) {
  std::vector<double> window;
  for (int64_t c = 0; c < kChannels; c++)
    for (int64_t tap = 0; tap < 2; tap++)
      window.push_back(place - 1 + tap < 0 ? 0.0 : x[(c * kSide + row) * kSide + place - 1 + tap]);
  return window;
}

std::vector<double> productsOfWindows() {
  std::vector<double> products(16, 0.0);
  for (int64_t n = 0; n < kShowers; n++) {
    const std::vector<double> x = showerOf(n, kSide);
    const double scale = x.size() / sumOfSquares(x);
    for (int64_t row = 0; row < kSide; row++)
      for (int64_t place = 0; place < kSide; place++) {
        const std::vector<double> window = windowAt(x, row, place);
        for (size_t a = 0; a < 4; a++)
          for (size_t b = 0; b < 4; b++)
            products[a * 4 + b] += scale * window[a] * window[b];
      }
  }
  return products;
}

} // namespace

TEST_F(CorrelateSources, seesTheWindowsOfSourcesWithManyPositions) {
  gan::Heavy heavy = correlated(kSide);
  EXPECT_FALSE(quantize::correlationOf(heavy));
  const auto products = quantize::windowProductsOf(heavy);
  ASSERT_TRUE(products);
  ASSERT_EQ(products->size(), 1u); // phases
  EXPECT_THAT(products->front(), Pointwise(DoubleNear(kSumError), productsOfWindows()));
}

TEST_F(CorrelateSources, keepsChannelsAndPositionsApartWhereThereAreFew) {
  gan::Heavy heavy = correlated(4);
  EXPECT_FALSE(quantize::windowProductsOf(heavy));
  const auto products = quantize::correlationOf(heavy);
  ASSERT_TRUE(products);
  EXPECT_EQ(products->positions.size(), 16u * 16u);
  const std::vector<double> squares{products->channels[0], products->channels[3]};
  EXPECT_THAT(*quantize::channelSquaresOf(heavy), Pointwise(DoubleNear(kSumError), squares));
}
