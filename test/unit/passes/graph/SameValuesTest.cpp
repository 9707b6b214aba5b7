// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// No pass changes what a network computes: random networks before and after, by the reference evaluation.

#include "test/unit/passes/graph/GraphStage.h"
#include "test/unit/passes/graph/RandomNetwork.h"

#include "dialects/gan/Evaluation.h"

#include "mlir/IR/Verifier.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace ganc::graph {
namespace {

/// Foldings are computed and kept in float64: a sum of at most 500 products and as many foldings' roundings,
/// each 2^-53, of terms up to four times the maximum of the outputs: 500 x 1.1e-16 x 4 = 2e-13.
constexpr double kTolerance = 1e-12;
constexpr unsigned kNetworks = 150;

std::string textOf(mlir::ModuleOp module) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  module.print(stream);
  return text;
}

std::vector<double> evaluated(mlir::ModuleOp module) {
  numerics::Tensor z({2, 3});
  z.values = {0.3, -1.2, 0.7, 1.9, 0.4, -0.6};
  const auto outputs = gan::evaluate(module, {{"z", z}});
  return succeeded(outputs) ? outputs->at("y").values : std::vector<double>();
}

/// max |a - b| / max |a|.
double difference(const std::vector<double> &a, const std::vector<double> &b) {
  double largest = 0.0, error = 0.0;
  for (size_t i = 0; i < a.size(); i++) {
    largest = std::max(largest, std::abs(a[i]));
    error = std::max(error, std::abs(a[i] - b[i]));
  }
  return largest == 0.0 ? error : error / largest;
}

class Passes : public testing::Test {
protected:
  Passes() { context.loadDialect<mlir::func::FuncDialect, gan::GanDialect>(); }

  void expectSameValues(llvm::function_ref<mlir::LogicalResult(mlir::ModuleOp)> change) {
    for (unsigned seed = 0; seed < kNetworks; seed++) {
      auto module = RandomNetwork(context, seed).make();
      ASSERT_TRUE(succeeded(mlir::verify(*module))) << "seed " << seed;
      const std::vector<double> before = evaluated(*module);
      ASSERT_FALSE(before.empty());
      ASSERT_TRUE(succeeded(change(*module))) << "seed " << seed;
      const std::vector<double> after = evaluated(*module);
      ASSERT_EQ(before.size(), after.size()) << "seed " << seed;
      EXPECT_LE(difference(before, after), kTolerance) << "seed " << seed << "\n" << textOf(*module);
    }
  }

  mlir::MLIRContext context;
};

TEST_F(Passes, TogetherKeepValues) {
  expectSameValues(runStage);
}

class EachPass : public Passes, public testing::WithParamInterface<NamedPass> {};

TEST_P(EachPass, AloneKeepsValues) {
  expectSameValues([](mlir::ModuleOp module) {
    mlir::PassManager passes(module.getContext());
    passes.addPass(GetParam().create());
    return passes.run(module);
  });
}

INSTANTIATE_TEST_SUITE_P(Graph, EachPass, testing::ValuesIn(kStage),
                         [](const auto &info) { return std::string(info.param.name); });

/// All ops but constants, whose order among each other means nothing.
std::string layersOf(mlir::ModuleOp module) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  module.walk([&](mlir::Operation *op) {
    if (!mlir::isa<gan::ConstantOp>(op))
      stream << op->getName() << " " << op->getAttrDictionary() << " " << op->getResultTypes() << "\n";
  });
  return text;
}

TEST_F(Passes, TogetherLeaveNothingToDo) {
  for (unsigned seed = 0; seed < kNetworks; seed++) {
    auto module = RandomNetwork(context, seed).make();
    ASSERT_TRUE(succeeded(runStage(*module)));
    const std::string once = layersOf(*module);
    ASSERT_TRUE(succeeded(runStage(*module)));
    EXPECT_EQ(once, layersOf(*module)) << "seed " << seed;
  }
}

// Otherwise the tests above would say little.
TEST_F(Passes, TogetherRemoveDisguises) {
  unsigned batchNorms = 0, disguises = 0;
  for (unsigned seed = 0; seed < kNetworks; seed++) {
    auto module = RandomNetwork(context, seed).make();
    ASSERT_TRUE(succeeded(runStage(*module)));
    module->walk([&](mlir::Operation *op) {
      batchNorms += mlir::isa<gan::BatchNormOp>(op);
      disguises += mlir::isa<gan::TransposeOp, gan::SliceOp, gan::ConcatOp, gan::TileOp, gan::MulOp>(op);
    });
  }
  EXPECT_EQ(disguises, 0U);
  EXPECT_GT(batchNorms, 0U); // between activations there is nothing to fold into
  EXPECT_LT(batchNorms, kNetworks);
}

} // namespace
} // namespace ganc::graph
