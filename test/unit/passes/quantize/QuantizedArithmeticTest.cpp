// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the integers of level 2 mean, against float64: the passes only rewrite the arithmetic.

#include "dialects/gan/Evaluation.h"
#include "passes/quantize/Annotations.h"
#include "passes/quantize/Passes.h"
#include "test/unit/dialects/gan/Network.h"

#include "mlir/Pass/PassManager.h"

#include <cmath>
#include <gmock/gmock.h>

using namespace ganc;
using gan::NamedTensors;
using numerics::Tensor;

namespace {

/// A module that passes change.
class Graph {
public:
  explicit Graph(const std::string &text) {
    context.loadDialect<gan::GanDialect, mlir::func::FuncDialect, mlir::quant::QuantDialect>();
    module = mlir::parseSourceString<mlir::ModuleOp>(text, &context);
  }

  bool run(std::vector<std::unique_ptr<mlir::Pass>> passes) {
    mlir::PassManager manager(&context);
    for (auto &pass : passes)
      manager.addPass(std::move(pass));
    return succeeded(manager.run(*module));
  }

  std::vector<double> evaluate(const Tensor &x) {
    const auto outputs = gan::evaluate(*module, {{"x", x}});
    return failed(outputs) ? std::vector<double>() : outputs->at("y").values;
  }

  mlir::ModuleOp get() { return *module; }

private:
  mlir::MLIRContext context;
  mlir::OwningOpRef<mlir::ModuleOp> module;
};

bool toIntegers(Graph &graph, quantize::KnownWeights &known) {
  std::vector<std::unique_ptr<mlir::Pass>> passes;
  passes.push_back(quantize::createQuantizeActivationsPass());
  passes.push_back(quantize::createSharePhasesPass());
  passes.push_back(quantize::createQuantizeWeightsPass(known));
  passes.push_back(quantize::createCheckAccumulatorsPass());
  passes.push_back(quantize::createVerifyQuantizedPass());
  return graph.run(std::move(passes));
}

bool toIntegers(Graph &graph) {
  quantize::KnownWeights none;
  return toIntegers(graph, none);
}

/// Random multiples of 1/127 with one of magnitude 1 in each channel of axis `axis`: rounding to 8 bits is
/// exact.
Tensor exactWeights(std::vector<int64_t> shape, int axis, unsigned seed) {
  Tensor weights = gan::randomTensor(shape, seed);
  const int64_t inner =
      axis == 0 ? weights.values.size() / shape[0] : weights.values.size() / shape[0] / shape[1];
  for (size_t k = 0; k < weights.values.size(); k++) {
    const bool isFirst = k % inner == 0 && (axis == 0 || k / inner / shape[1] == 0);
    weights.values[k] = isFirst ? 1.0 : std::nearbyint(weights.values[k] * 127) / 127;
  }
  return weights;
}

/// One heavy op on x with range [-2, 3]: the zero point is 102.
std::string oneOp(const std::string &x, const std::string &y, const Tensor &weights, int64_t channels,
                  const std::string &op, const std::string &attributes) {
  const std::string w = "tensor<" + gan::extentsText(weights.shape) + "f32>";
  const std::string b = "tensor<" + std::to_string(channels) + "xf32>";
  return "func.func @main(%x: " + x +
         " {gan.name = \"x\", gan.range = [-2.0, 3.0], gan.magnitude = 1.0}) -> (" + y +
         " {gan.name = \"y\"}) {\n" + gan::constantText("w", weights) +
         gan::constantText("b", gan::randomTensor({channels}, 77)) + "%y = " + op +
         " %x, %w bias %b {gan.precision = \"u8\", activation = #gan.activation<leaky_relu>, slope = 0.3 : "
         "f32" +
         attributes + "} : (" + x + ", " + w + ", " + b + ") -> " + y + "\nreturn %y : " + y + "\n}\n";
}

/// Integers with multiplier and bias equal the float64 op on the same rounded source, at the border too.
void expectSameAsFloat(const std::string &text, std::vector<int64_t> shape) {
  Graph graph(text);
  Tensor x = gan::randomTensor(shape, 5);
  for (double &value : x.values)
    value = 0.5 + 2.5 * value;
  std::vector<std::unique_ptr<mlir::Pass>> rounding;
  rounding.push_back(quantize::createQuantizeActivationsPass());
  ASSERT_TRUE(graph.run(std::move(rounding)));
  const std::vector<double> expected = graph.evaluate(x);
  std::vector<std::unique_ptr<mlir::Pass>> integers;
  integers.push_back(quantize::createQuantizeWeightsPass());
  ASSERT_TRUE(graph.run(std::move(integers)));
  EXPECT_TRUE(quantize::isQuantized(graph.get()));
  // Multiplier, bias and the two steps of the epilogue are rounded to float32, relative to results of up
  // to 30.
  EXPECT_THAT(graph.evaluate(x), testing::Pointwise(testing::DoubleNear(2e-5), expected));
}

} // namespace

TEST(QuantizeWeights, isExactAtTheBorderOfAPaddedConvolution) {
  expectSameAsFloat(
      oneOp("tensor<?x3x5x4xf32>", "tensor<?x2x6x5xf32>", exactWeights({2, 3, 3, 2}, 0, 1), 2, "gan.conv",
            ", strides = array<i64: 1, 1>, dilations = array<i64: 1, 1>, pads_low = array<i64: 2, 0>, "
            "pads_high = array<i64: 1, 2>"),
      {4, 3, 5, 4});
}

TEST(QuantizeWeights, isExactWithStridesDilationsAndGroups) {
  expectSameAsFloat(
      oneOp("tensor<?x4x7x3xf32>", "tensor<?x2x4x3xf32>", exactWeights({2, 2, 3, 2}, 0, 2), 2, "gan.conv",
            ", strides = array<i64: 2, 1>, dilations = array<i64: 2, 2>, pads_low = array<i64: 3, 1>, "
            "pads_high = array<i64: 1, 1>, group = 2 : i64"),
      {4, 4, 7, 3});
}

TEST(QuantizeWeights, isExactForATransposedConvolution) {
  expectSameAsFloat(oneOp("tensor<?x3x4xf32>", "tensor<?x2x8xf32>", exactWeights({3, 2, 4}, 1, 3), 2,
                          "gan.conv_transpose",
                          ", strides = array<i64: 2>, dilations = array<i64: 1>, pads_low = array<i64: 1>, "
                          "pads_high = array<i64: 1>, output_padding = array<i64: 0>"),
                    {4, 3, 4});
}

TEST(QuantizeWeights, isExactForATransposedConvolutionInGroups) {
  expectSameAsFloat(oneOp("tensor<?x4x4xf32>", "tensor<?x4x8xf32>", exactWeights({4, 2, 4}, 1, 4), 4,
                          "gan.conv_transpose",
                          ", strides = array<i64: 2>, dilations = array<i64: 1>, pads_low = array<i64: 1>, "
                          "pads_high = array<i64: 1>, output_padding = array<i64: 0>, group = 2 : i64"),
                    {4, 4, 4});
}

TEST(QuantizeWeights, isExactForADenseLayer) {
  expectSameAsFloat(
      oneOp("tensor<?x9xf32>", "tensor<?x5xf32>", exactWeights({9, 5}, 1, 5), 5, "gan.dense", ""), {4, 9});
}

namespace {

/// Phases y of a kernel of 5 on a source upsampled by 2, on [3, 4, 2] of 2 channels to one; the second tap of x has
/// a kernel whose phases are equal.
Tensor upsampledPhases(unsigned seed) {
  Tensor weights({2, 2, 2, 3, 1});
  for (int64_t line = 0; line < 4; line++) {
    std::vector<double> w = gan::randomTensor({5}, seed + line).values;
    for (double &weight : w)
      weight = std::nearbyint(64 * weight) / 64; // exact as text
    const double odd = line % 2 == 0 ? 1.0 : 0.0, w1 = odd * w[1], w3 = odd * w[3];
    const std::array<double, 3> even{w[0] + w1, w[2] + w3, w[4]}, next{w[0], w1 + w[2], w3 + w[4]};
    std::copy(even.begin(), even.end(), weights.values.begin() + line * 3);
    std::copy(next.begin(), next.end(), weights.values.begin() + (4 + line) * 3);
  }
  return weights;
}

/// Two of them on one source, each with its precision; y is the result of the first.
std::string upsampled(const std::string &precision, const std::string &other) {
  const std::string x = "tensor<?x2x3x4x2xf32>", y = "tensor<?x1x3x8x2xf32>";
  const auto op = [&](const std::string &of) {
    return " = gan.phase_conv %x, %w {gan.precision = \"" + of +
           "\", axes = [#gan.phases<stride = 1, offsets = [-1], taps = [2]>, #gan.phases<stride = 1, offsets "
           "= [-1, "
           "-1], taps = [3, 3]>, #gan.phases<stride = 1, offsets = [0], taps = [1]>]} : (" +
           x + ", tensor<2x2x2x3x1xf32>) -> " + y + "\n";
  };
  return "func.func @main(%x: " + x +
         " {gan.name = \"x\", gan.range = [-1.0, 3.0], gan.magnitude = 1.0}) -> (" + y +
         " {gan.name = \"y\"}, " + y + " {gan.name = \"z\"}) {\n" +
         gan::constantText("w", upsampledPhases(9)) + "%y" + op(precision) + "%z" + op(other) +
         "return %y, %z : " + y + ", " + y + "\n}\n";
}

int64_t sharedOps(Graph &graph) {
  int64_t ops = 0;
  graph.get()->walk([&](gan::AppendDifferencesOp) { ops++; });
  return ops;
}

Tensor upsampledInput() {
  Tensor values = gan::randomTensor({5, 2, 3, 4, 2}, 5);
  for (double &value : values.values)
    value = 1 + 2 * value;
  return values;
}

/// 12 products: half a step of 2^15 levels of x for weights up to 2, half a step of weights for |x| <= 3; weights of a
/// row sum to 12 at most, in 2^16 steps.
constexpr double kSharedBound = 12 * (2 * 1.25 * 4 / 32766 / 2 + 3 * 12.0 / 65536 / 2);

} // namespace

TEST(SharePhases, givesTheSameSums) {
  Graph exact(upsampled("s16", "f32")), shared(upsampled("s16", "f32"));
  ASSERT_TRUE(toIntegers(shared));
  EXPECT_EQ(sharedOps(shared), 1);
  EXPECT_THAT(shared.evaluate(upsampledInput()),
              testing::Pointwise(testing::DoubleNear(kSharedBound), exact.evaluate(upsampledInput())));
}

TEST(SharePhases, knowsItsWeightsFromThoseOfPhasesThatShareNone) {
  Graph exact(upsampled("s16", "s16")), both(upsampled("s16", "s16")), one(upsampled("s16", "f32"));
  quantize::KnownWeights known; // of both networks
  ASSERT_TRUE(toIntegers(both, known) && toIntegers(one, known));
  EXPECT_EQ(sharedOps(both), 0); // the source has two readers
  EXPECT_EQ(sharedOps(one), 1);
  EXPECT_THAT(one.evaluate(upsampledInput()),
              testing::Pointwise(testing::DoubleNear(kSharedBound), exact.evaluate(upsampledInput())));
}

namespace {

constexpr int64_t kWidth = 12;

/// Two dense layers with weights in [-1, 1] on x in [-1, 1]: |h| <= 12, |y| <= 144.
std::string twoLayers(const std::string &precision, unsigned seed) {
  const std::string type = "tensor<?x12xf32>", weight = "tensor<12x12xf32>";
  const auto layer = [&](const std::string &dst, const std::string &src, const std::string &w) {
    return "%" + dst + " = gan.dense %" + src + ", %" + w +
           " {gan.range = [-12.0, 12.0], gan.magnitude = 1.0, " +
           "activation = #gan.activation<leaky_relu>, slope = 0.3 : f32, gan.precision = \"" + precision +
           "\"} : (" + type + ", " + weight + ") -> " + type + "\n";
  };
  return "func.func @main(%x: " + type +
         " {gan.name = \"x\", gan.range = [-1.0, 1.0], gan.magnitude = 1.0}) -> (" + type +
         " {gan.name = \"y\"}) {\n" + gan::constantText("v", gan::randomTensor({kWidth, kWidth}, seed)) +
         gan::constantText("w", gan::randomTensor({kWidth, kWidth}, seed + 1)) + layer("h", "x", "v") +
         layer("y", "h", "w") + "return %y : " + type + "\n}\n";
}

/// What scales allow: half a step of src and of weights in each of the 12 products, then half a step of dst.
double errorBound(double stepOfX, double stepOfH, double stepOfWeight) {
  const double inH = kWidth * (stepOfX / 2 + stepOfWeight / 2) + stepOfH;
  return kWidth * (inH + kWidth * stepOfWeight / 2);
}

double largestError(const std::string &precision, unsigned seed) {
  Graph exact(twoLayers(precision, seed)), rounded(twoLayers(precision, seed));
  if (!toIntegers(rounded))
    return std::numeric_limits<double>::infinity();
  const Tensor x = gan::randomTensor({50, kWidth}, seed + 2);
  const std::vector<double> expected = exact.evaluate(x), actual = rounded.evaluate(x);
  double largest = expected.size() == actual.size() ? 0 : std::numeric_limits<double>::infinity();
  for (size_t i = 0; i < std::min(expected.size(), actual.size()); i++)
    largest = std::max(largest, std::abs(expected[i] - actual[i]));
  return largest;
}

} // namespace

TEST(QuantizedNetwork, isAsGoodAsItsScalesAllow) {
  for (unsigned seed = 1; seed <= 10; seed++) {
    const double error8 = largestError("u8", seed * 10), error16 = largestError("s16", seed * 10);
    EXPECT_LE(error8, errorBound(2.0 / 255, 24.0 / 255, 1.0 / 127));
    EXPECT_LE(error16, errorBound(1.25 / 32767, 15.0 / 32767, 12.0 / 65538));
    EXPECT_GT(error8, 30 * error16) << "16 bits bring nothing";
    EXPECT_GT(error16, 0);
  }
}

TEST(QuantizedNetwork, isTheFloatNetworkWhenAllOpsStayFloat) {
  EXPECT_LE(largestError("f32", 3), 1e-5); // float32 steps instead of float64
}
