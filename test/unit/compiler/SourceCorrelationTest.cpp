// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/SourceCorrelation.h"

#include "passes/quantize/Annotations.h"
#include "test/unit/dialects/gan/Network.h"

#include <algorithm>
#include <cmath>
#include <gmock/gmock.h>

using namespace ganc;
using numerics::Tensor;
using testing::DoubleNear;
using testing::ElementsAre;

namespace {

/// Sums of some thousand products of float32 results, of which each is right to 2^-24, or of another order.
constexpr double kRelativeError = 1e-6;

/// A network of one heavy op, what it makes of random showers, and what is seen of its source.
class CorrelateSources : public testing::Test {
protected:
  /// `shape` of x without batch; `body` computes %y from %x and %w.
  void see(std::vector<int64_t> shape, Tensor weight, const std::string &y, const std::string &body,
           int64_t count) {
    context.loadDialect<gan::GanDialect, mlir::func::FuncDialect, mlir::quant::QuantDialect>();
    const std::string x = "tensor<?x" + gan::extentsText(shape) + "f32>",
                      w = "tensor<" + gan::extentsText(weight.shape) + "f32>";
    text =
        gan::networkText(x, y, gan::constantText("w", weight) + body + " : (" + x + ", " + w + ") -> " + y);
    module = mlir::parseSourceString<mlir::ModuleOp>(text, &context);
    module->walk([&](gan::Heavy op) { heavy = op; });
    const auto values = quantize::observedValues(module->lookupSymbol<mlir::func::FuncOp>("main"));
    const auto exposed = ExposedValues::create(*module, values, makeReferenceRunner);
    makeShowers(shape, count);
    EXPECT_TRUE(succeeded(correlateSources(*module, *exposed, source())));
    EXPECT_TRUE(succeeded(measureChannels(*module, source(), makeReferenceRunner)));
  }

  void makeShowers(std::vector<int64_t> shape, int64_t count) {
    shape.insert(shape.begin(), 1);
    for (int64_t n = 0; n < count; n++) {
      showers.push_back(gan::randomTensor(shape, n + 1));
      for (size_t i = 0; i < showers.back().values.size(); i++)
        if (i % shape.back() >= filled)
          showers.back().values[i] = 0;
    }
  }

  InputSource source() {
    return [this](int64_t first, int64_t wanted) {
      InputShowers some;
      some.count = std::clamp<int64_t>(showers.size() - first, 0, wanted);
      some.inputs.emplace_back();
      for (int64_t n = first; n < first + some.count; n++)
        some.inputs[0].insert(some.inputs[0].end(), showers[n].values.begin(), showers[n].values.end());
      return some;
    };
  }

  /// For each phase along the last axis the sum of the squares of the results, of showers of root mean square 1.
  std::vector<double> squaresOfResults(int64_t phases) {
    std::vector<double> squares(phases, 0.0);
    for (const Tensor &shower : showers) {
      double norm = 0;
      for (const double value : shower.values)
        norm += value * value / shower.values.size();
      const Tensor y = gan::runOne(text, shower);
      for (size_t i = 0; i < y.values.size(); i++)
        squares[i % phases] += y.values[i] * y.values[i] / norm;
    }
    return squares;
  }

  /// w^T H w of each phase, of weights [phase][ci][tap].
  std::vector<double> squaresByProducts(const Tensor &weight) {
    std::vector<double> squares;
    const auto products = quantize::windowProductsOf(heavy);
    for (size_t phase = 0; products && phase < products->size(); phase++) {
      const size_t weights = weight.values.size() / products->size();
      const double *w = &weight.values[phase * weights];
      double sum = 0;
      for (size_t i = 0; i < weights * weights; i++)
        sum += w[i / weights] * (*products)[phase][i] * w[i % weights];
      squares.push_back(sum);
    }
    return squares;
  }

  void expectSquaresOfResults(const Tensor &weight, int64_t phases) {
    const std::vector<double> seen = squaresByProducts(weight), all = squaresOfResults(phases);
    ASSERT_EQ(seen.size(), all.size());
    for (size_t phase = 0; phase < all.size(); phase++)
      EXPECT_NEAR(seen[phase], all[phase], kRelativeError * all[phase]);
  }

  mlir::MLIRContext context;
  mlir::OwningOpRef<mlir::ModuleOp> module;
  gan::Heavy heavy;
  std::string text;
  std::vector<Tensor> showers;
  size_t filled = SIZE_MAX; ///< positions that are not zero
};

std::string convText(int64_t padLow) {
  return "%y = gan.conv %x, %w {strides = array<i64: 1>, dilations = array<i64: 1>, pads_low = array<i64: " +
         std::to_string(padLow) + ">, pads_high = array<i64: 0>, group = 1}";
}

std::string phasesText(const std::string &offsets, const std::string &taps) {
  return "%y = gan.phase_conv %x, %w {axes = [#gan.phases<stride = 1, offsets = [" + offsets + "], taps = [" +
         taps + "]>]}";
}

} // namespace

TEST_F(CorrelateSources, seesAllWindowsOfFewWeightsPaddingIncluded) {
  const Tensor weight = gan::randomTensor({1, 2, 3}, 7);
  see({2, 1100}, weight, "tensor<?x1x1099xf32>", convText(1), 3);
  EXPECT_FALSE(quantize::correlationOf(heavy));
  expectSquaresOfResults(weight, 1);
}

TEST_F(CorrelateSources, seesTheWindowsOfEachPhase) {
  Tensor weight = gan::randomTensor({2, 2, 3}, 7);
  weight.values[8] = weight.values[11] = 0; // the second phase has two taps
  see({2, 1100}, weight, "tensor<?x1x2200xf32>", phasesText("-1, 0", "3, 2"), 3);
  expectSquaresOfResults(weight, 2);
}

TEST_F(CorrelateSources, hasNoProductsOfAPhaseThatReadsNothing) {
  Tensor weight = gan::randomTensor({2, 64, 1}, 7);
  std::fill(weight.values.begin() + 64, weight.values.end(), 0.0);
  see({64, 1100}, weight, "tensor<?x1x2200xf32>", phasesText("0, 0", "1, 0"), 1);
  expectSquaresOfResults(weight, 2);
}

TEST_F(CorrelateSources, spreadsTheWindowsOfManyWeightsOverShowersAndPositions) {
  const int64_t taps = 100, positions = 4000, windows = positions - taps + 1;
  filled = positions / 2;
  see({1, positions}, gan::randomTensor({1, 1, taps}, 7), "tensor<?x1x3901xf32>", convText(0), 130);
  const auto products = quantize::windowProductsOf(heavy);
  ASSERT_TRUE(products);
  const double seen = 128 * 1562; // the latter at 2e9 products of all showers
  // The mean square is 2 where the source is filled, with a standard deviation of 1.8: 4 of those of so many.
  const double error = 4 * 1.8 / std::sqrt(seen);
  EXPECT_NEAR(products->front().front() / seen, 2.0 * filled / windows, error);
  EXPECT_NEAR(products->front().back() / seen, 2.0 * (filled - taps + 1) / windows, error);
}

TEST_F(CorrelateSources, isNothingOfFewerWindowsThanMakeAMatrix) {
  see({300, 1100}, gan::randomTensor({1, 300, 1}, 7), "tensor<?x1x1100xf32>", convText(0), 1);
  EXPECT_FALSE(quantize::windowProductsOf(heavy));
  EXPECT_FALSE(quantize::correlationOf(heavy));
}

TEST_F(CorrelateSources, isNothingOfMoreWeightsThanItCanAfford) {
  see({800, 1100}, gan::randomTensor({1, 800, 1}, 7), "tensor<?x1x1100xf32>", convText(0), 3);
  EXPECT_FALSE(quantize::windowProductsOf(heavy));
}

TEST_F(CorrelateSources, keepsChannelsAndPositionsApartWhereThereAreFew) {
  see({2, 16}, gan::randomTensor({1, 2, 3}, 7), "tensor<?x1x14xf32>", convText(0), 3);
  EXPECT_FALSE(quantize::windowProductsOf(heavy));
  const auto products = quantize::correlationOf(heavy);
  ASSERT_TRUE(products);
  EXPECT_EQ(products->positions.size(), 16u * 16u);
  const std::vector<double> squares = *quantize::channelSquaresOf(heavy);
  EXPECT_THAT(squares, ElementsAre(DoubleNear(products->channels[0], kRelativeError * squares[0]),
                                   DoubleNear(products->channels[3], kRelativeError * squares[1])));
}
