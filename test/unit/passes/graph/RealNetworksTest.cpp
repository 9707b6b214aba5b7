// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The graph stage changes nothing on real networks: those of the models folder that can be imported, one file
// of each, before and after in float64.

#include "test/unit/passes/graph/GraphStage.h"

#include "compiler/onnx/Import.h"
#include "dialects/gan/Evaluation.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <random>

namespace ganc::graph {
namespace {

/// Up to 1e4 products a sum in up to eight layers, each rounded to 2^-53 of terms a few times the maximum.
constexpr double kTolerance = 1e-12;

std::filesystem::path modelFolder() {
  const char *folder = std::getenv("GANC_MODELS");
  return folder ? std::filesystem::path(folder)
                : std::filesystem::path(GANC_SOURCE_DIR) / ".." / "shared" / "models";
}

/// One shower of normal numbers for each input.
gan::NamedTensors randomInputs(mlir::ModuleOp module) {
  std::mt19937 random(7);
  std::normal_distribution<double> normal;
  gan::NamedTensors inputs;
  auto main = module.lookupSymbol<mlir::func::FuncOp>("main");
  for (const mlir::BlockArgument argument : main.getArguments()) {
    std::vector<int64_t> shape = mlir::cast<mlir::RankedTensorType>(argument.getType()).getShape().vec();
    shape.front() = 1;
    numerics::Tensor tensor(shape);
    for (double &value : tensor.values)
      value = normal(random);
    inputs[main.getArgAttrOfType<mlir::StringAttr>(argument.getArgNumber(), "gan.name").str()] = tensor;
  }
  return inputs;
}

void expectClose(const std::vector<double> &before, const std::vector<double> &after) {
  ASSERT_EQ(before.size(), after.size());
  double largest = 0, error = 0;
  for (size_t i = 0; i < before.size(); i++) {
    largest = std::max(largest, std::abs(before[i]));
    error = std::max(error, std::abs(before[i] - after[i]));
  }
  EXPECT_GT(largest, 0);
  EXPECT_LE(error, kTolerance * largest);
}

class RealNetworks : public testing::TestWithParam<const char *> {};

TEST_P(RealNetworks, ComputeTheSameInFloat64) {
  const std::filesystem::path file = modelFolder() / GetParam();
  if (!std::filesystem::exists(file))
    GTEST_SKIP() << file.string() << " is not there";
  mlir::MLIRContext context;
  context.loadDialect<mlir::func::FuncDialect, gan::GanDialect>();
  const auto module = importOnnx(file.string(), context);
  ASSERT_TRUE(module);
  const gan::NamedTensors inputs = randomInputs(*module);
  const auto before = gan::evaluate(*module, inputs);
  ASSERT_TRUE(succeeded(before));
  ASSERT_TRUE(succeeded(runStage(*module)));
  const auto after = gan::evaluate(*module, inputs);
  ASSERT_TRUE(succeeded(after));
  for (const auto &[name, tensor] : *before)
    expectClose(tensor.values, after->at(name).values);
}

INSTANTIATE_TEST_SUITE_P(Graph, RealNetworks,
                         testing::Values("gan3d-25/gan3d-25.onnx", "gan3d-25-keras/gan3d-25-keras.onnx",
                                         "gan3d-25-torch/gan3d-25-ts17.onnx", "angle-51/angle-51-keras.onnx",
                                         "conv2d-3branch/conv2d-3branch-keras.onnx",
                                         "getting-high-30/getting-high-30-ts17.onnx",
                                         "par04-vae/par04-vae-keras.onnx", "ecal25/ecal25.onnx",
                                         "tiny-3d/tiny-3d-keras.onnx", "tiny-3d/tiny-3d-ts17.onnx"));

} // namespace
} // namespace ganc::graph
