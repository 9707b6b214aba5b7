// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/Calibration.h"
#include "passes/quantize/Annotations.h"
#include "passes/quantize/Passes.h"
#include "runtime/showers/TensorFile.h"
#include "test/unit/dialects/gan/Network.h"

#include "mlir/Pass/PassManager.h"

#include <cmath>
#include <filesystem>
#include <gmock/gmock.h>

using namespace ganc;
using testing::HasSubstr;

namespace {

const std::string kText = R"(
func.func @main(%x: tensor<?x2xf32> {gan.name = "z"}) -> (tensor<?x1x2xf32> {gan.name = "y"}) {
  %w = gan.constant dense<[[1.0, 0.0], [0.0, -2.0]]> : tensor<2x2xf32>
  %h = gan.dense %x, %w : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %r = gan.reshape %h : tensor<?x2xf32> -> tensor<?x1x2xf32>
  %y = gan.relu %r : tensor<?x1x2xf32>
  return %y : tensor<?x1x2xf32>
})";

const std::string kDescription = R"(
[generator]
name = "test"
[conditions.energy]
range = [10.0, 500.0]
unit = "GeV"
[[inputs]]
pieces = [ { condition = "energy", scale = 0.01 }, { normal = 1, times = "energy", scale = 0.01 } ]
[output]
layout = ["x", "y"]
[grid]
x = { cells = 1, size = 1.0, unit = "mm" }
y = { cells = 2, size = 1.0, unit = "mm" }
)";

class Calibrate : public testing::Test {
protected:
  Calibrate()
      : handler(&context, [this](mlir::Diagnostic &diagnostic) { errors += diagnostic.str() + "\n"; }) {
    context.loadDialect<gan::GanDialect, mlir::func::FuncDialect, mlir::quant::QuantDialect>();
    graph = mlir::parseSourceString<mlir::ModuleOp>(kText, &context);
    description = *parseDescription(kDescription, "test.toml");
  }

  /// Statistics of the network's observed values: x, the dense layer's and the relu's results.
  std::vector<quantize::ValueStatistics> statistics() {
    std::vector<quantize::ValueStatistics> all;
    for (mlir::Value value : quantize::observedValues(graph->lookupSymbol<mlir::func::FuncOp>("main")))
      all.push_back(*quantize::statisticsOf(value));
    return all;
  }

  std::string print() {
    std::string text;
    llvm::raw_string_ostream(text) << *graph;
    return text;
  }

  bool calibrateOn(const InputSource &source, const CalibrationOptions &options = {}) {
    result = calibrate(*graph, source, options, makeReferenceRunner);
    return mlir::succeeded(result);
  }

  InputSource sampled() { return *sampledInputs(*graph, description, 1); }

  mlir::MLIRContext context;
  std::string errors;
  mlir::ScopedDiagnosticHandler handler;
  mlir::OwningOpRef<mlir::ModuleOp> graph;
  Description description;
  mlir::FailureOr<CalibrationResult> result = mlir::failure();
};

/// `count` showers with the same two values.
InputSource constantInputs(float a, float b, int64_t count) {
  return [=](int64_t first, int64_t wanted) {
    InputShowers showers;
    showers.count = std::clamp<int64_t>(count - first, 0, wanted);
    showers.inputs.emplace_back();
    for (int64_t n = 0; n < showers.count; n++)
      showers.inputs[0].insert(showers.inputs[0].end(), {a, b});
    return showers;
  };
}

} // namespace

TEST_F(Calibrate, annotatesAllValuesButMovesAndConstants) {
  ASSERT_TRUE(calibrateOn(constantInputs(3, 5, 1000)));
  const auto seen = statistics();
  ASSERT_EQ(seen.size(), 3u);
  EXPECT_EQ(seen[0].range.max, 5);
  EXPECT_EQ(seen[0].magnitude, 4);
  EXPECT_EQ(seen[1].range.min, -10);
  EXPECT_EQ(seen[1].range.max, 3);
  EXPECT_EQ(seen[1].magnitude, 6.5);
  EXPECT_EQ(seen[2].range.min, 0);
  EXPECT_EQ(seen[2].range.max, 3);
}

TEST_F(Calibrate, stopsWhenRangesSettle) {
  ASSERT_TRUE(calibrateOn(constantInputs(3, 5, 100000)));
  EXPECT_EQ(result->showers, 256); // the second round shows that nothing moves
  EXPECT_TRUE(result->settled);
}

TEST_F(Calibrate, goesOnWhileRangesGrow) {
  const InputSource growing = [](int64_t first, int64_t count) {
    return constantInputs(first + count, 1, 1 << 30)(0, count);
  };
  ASSERT_TRUE(calibrateOn(growing));
  EXPECT_EQ(result->showers, 1024);
  EXPECT_FALSE(result->settled);
}

TEST_F(Calibrate, takesWhatAFileHas) {
  ASSERT_TRUE(calibrateOn(constantInputs(3, 5, 40)));
  EXPECT_EQ(result->showers, 40);
  EXPECT_FALSE(result->settled);
}

TEST_F(Calibrate, refusesNoShowers) {
  EXPECT_FALSE(calibrateOn(constantInputs(3, 5, 0)));
  EXPECT_THAT(errors, HasSubstr("no showers to calibrate on"));
}

TEST_F(Calibrate, refusesValuesThatAreNotFinite) {
  EXPECT_FALSE(calibrateOn(constantInputs(3, std::nanf(""), 1000)));
  EXPECT_THAT(errors, HasSubstr("not finite during calibration"));
}

TEST_F(Calibrate, writesTheSameTwice) {
  ASSERT_TRUE(calibrateOn(sampled()));
  const std::string once = print();
  ASSERT_TRUE(calibrateOn(sampled()));
  EXPECT_EQ(once, print());
}

TEST_F(Calibrate, coversTheConditions) {
  ASSERT_TRUE(calibrateOn(sampled()));
  EXPECT_GT(statistics()[0].range.max, 4.9); // energy / 100 up to 5, times a normal
  EXPECT_LT(statistics()[0].range.min, -9);
}

TEST_F(Calibrate, readsRecordedInputs) {
  const std::string path =
      std::filesystem::temp_directory_path() / ("calibrate" + std::to_string(getpid()) + ".h5");
  const Tensor z{"z", 3, {2}, {1, 2, 3, -4, 5, 6}}, wrong{"z", 1, {3}, {1, 2, 3}};
  ASSERT_TRUE(writeTensors(path, std::span(&z, 1)));
  ASSERT_TRUE(calibrateOn(*recordedInputs(*graph, path)));
  EXPECT_EQ(result->showers, 3);
  EXPECT_EQ(statistics()[0].range.min, -4);
  EXPECT_EQ(statistics()[0].range.max, 6);

  ASSERT_TRUE(writeTensors(path, std::span(&wrong, 1)));
  EXPECT_TRUE(mlir::failed(recordedInputs(*graph, path)));
  EXPECT_THAT(errors, HasSubstr("'z' has 3 values a shower, expected 2"));
  std::filesystem::remove(path);
  EXPECT_TRUE(mlir::failed(recordedInputs(*graph, path)));
}

TEST_F(Calibrate, refusesADescriptionOfAnotherNetwork) {
  description.inputs[0].pieces.pop_back();
  EXPECT_TRUE(mlir::failed(sampledInputs(*graph, description, 1)));
  EXPECT_FALSE(errors.empty());
}

TEST_F(Calibrate, remembersRangesByAllEstimators) {
  ASSERT_TRUE(calibrateOn(constantInputs(3, 5, 1000)));
  const mlir::Value x = graph->lookupSymbol<mlir::func::FuncOp>("main").getArgument(0);
  EXPECT_EQ(quantize::rangeBy("minmax", x)->max, 5);
  for (const char *name : {"percentile", "entropy", "mse"})
    EXPECT_TRUE(quantize::rangeBy(name, x)) << name;
  EXPECT_FALSE(quantize::rangeBy("none", x));
}
