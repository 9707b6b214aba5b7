// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// After the graph stage the same network from different exporters is the same sequence of ops, with constants
// equal to 1e-6 of their maximum; names, locations and the layout of the network's own inputs and outputs
// apart.

#include "test/unit/passes/graph/GraphStage.h"

#include "compiler/onnx/Import.h"
#include "dialects/gan/Constants.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

namespace ganc::graph {
namespace {

using testing::ElementsAre;

/// Exporters compute scale and shift of batch norms in float32, with a few roundings of 6e-8 each.
constexpr double kTolerance = 1e-6;

std::filesystem::path modelFolder() {
  if (const char *folder = std::getenv("GANC_MODELS"))
    return folder;
  return std::filesystem::path(GANC_SOURCE_DIR) / ".." / "shared" / "models";
}

/// The ops between the layouts of inputs and outputs, in order, without constants.
struct Network {
  mlir::OwningOpRef<mlir::ModuleOp> module;
  std::vector<mlir::Operation *> ops;
  llvm::DenseMap<mlir::Value, mlir::Value> behindLayout; ///< a value for each that only lays out another one

  explicit Network(mlir::OwningOpRef<mlir::ModuleOp> imported) : module(std::move(imported)) {
    for (mlir::Operation &op : module->lookupSymbol<mlir::func::FuncOp>("main").getBody().front())
      if (isLayout(&op))
        behindLayout[op.getResult(0)] = source(op.getOperand(0));
      else if (!mlir::isa<gan::ConstantOp>(op))
        ops.push_back(&op);
  }
  mlir::Value source(mlir::Value value) const {
    const auto found = behindLayout.find(value);
    return found == behindLayout.end() ? value : found->second;
  }
  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (mlir::Operation *op : ops)
      names.push_back(op->getName().stripDialect().str());
    return names;
  }

private:
  bool isLayout(mlir::Operation *op) const {
    if (!mlir::isa<gan::ReshapeOp, gan::TransposeOp>(op))
      return false;
    const bool ofInput = mlir::isa<mlir::BlockArgument>(source(op->getOperand(0)));
    return ofInput || (op->hasOneUse() && mlir::isa<mlir::func::ReturnOp>(*op->user_begin()));
  }
};

std::string textOf(mlir::Operation *op) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  op->print(stream);
  return text;
}

bool sameConstants(mlir::Value a, mlir::Value b) {
  const auto left = gan::floatValues(a), right = gan::floatValues(b);
  if (!left || !right || left->size() != right->size())
    return false;
  double largest = 0.0, error = 0.0;
  for (size_t i = 0; i < left->size(); i++) {
    largest = std::max(largest, std::abs(double((*left)[i])));
    error = std::max(error, std::abs(double((*left)[i]) - (*right)[i]));
  }
  return error <= kTolerance * largest;
}

/// Compares two networks op by op.
class Comparison {
public:
  Comparison(Network &a, Network &b) : a(a), b(b) {}

  void run() {
    ASSERT_EQ(a.names(), b.names());
    for (size_t i = 0; i < a.ops.size(); i++)
      ASSERT_TRUE(same(a.ops[i], b.ops[i])) << textOf(a.ops[i]) << "\n" << textOf(b.ops[i]);
  }

private:
  bool same(mlir::Operation *left, mlir::Operation *right) {
    if (left->getAttrDictionary() != right->getAttrDictionary() ||
        left->getResultTypes() != right->getResultTypes() ||
        left->getNumOperands() != right->getNumOperands())
      return false;
    for (const auto [x, y] : llvm::zip(left->getOperands(), right->getOperands()))
      if (!sameValue(a.source(x), b.source(y)))
        return false;
    for (const auto [x, y] : llvm::zip(left->getResults(), right->getResults()))
      partner[x] = y;
    return true;
  }
  bool sameValue(mlir::Value x, mlir::Value y) {
    const auto inputX = mlir::dyn_cast<mlir::BlockArgument>(x),
               inputY = mlir::dyn_cast<mlir::BlockArgument>(y);
    if (inputX && inputY)
      return inputX.getArgNumber() == inputY.getArgNumber();
    return x.getType() == y.getType() && (partner.lookup(x) == y ? bool(y) : sameConstants(x, y));
  }

  Network &a, &b;
  llvm::DenseMap<mlir::Value, mlir::Value> partner;
};

class SameNetwork : public testing::Test {
protected:
  SameNetwork() { context.loadDialect<mlir::func::FuncDialect, gan::GanDialect>(); }

  void SetUp() override {
    if (!std::filesystem::is_directory(modelFolder()))
      GTEST_SKIP() << "no models at " << modelFolder();
  }

  Network normalized(const std::string &file) {
    auto module = importOnnx((modelFolder() / file).string(), context);
    EXPECT_TRUE(module) << file;
    EXPECT_TRUE(module && succeeded(runStage(*module))) << file;
    return Network(std::move(module));
  }

  void expectSame(const std::vector<std::string> &files) {
    Network first = normalized(files.front());
    EXPECT_THAT(first.names(), ElementsAre("dense", "reshape", "phase_conv", "phase_conv", "conv", "return"));
    for (size_t i = 1; i < files.size(); i++) {
      SCOPED_TRACE(files[i]);
      Network other = normalized(files[i]);
      Comparison(first, other).run();
    }
  }

  mlir::MLIRContext context;
};

TEST_F(SameNetwork, FromFiveFilesOfThePublishedGenerator) {
  expectSame({"gan3d-25/gan3d-25.onnx", "gan3d-25-keras/gan3d-25-keras.onnx",
              "gan3d-25-keras/gan3d-25-keras3.onnx", "gan3d-25-torch/gan3d-25-ts17.onnx",
              "gan3d-25-torch/gan3d-25-dynamo.onnx"});
}

TEST_F(SameNetwork, FromSevenFilesOfTheTinyOne) {
  expectSame({"tiny-3d/tiny-3d-keras.onnx", "tiny-3d/tiny-3d-keras-op9.onnx",
              "tiny-3d/tiny-3d-keras-op18.onnx", "tiny-3d/tiny-3d-keras3.onnx", "tiny-3d/tiny-3d-ts17.onnx",
              "tiny-3d/tiny-3d-dynamo.onnx", "tiny-3d/tiny-3d-dynamo-extdata.onnx"});
}

TEST_F(SameNetwork, IsNotFoundInNetworksOfOtherWeights) {
  Network published = normalized("gan3d-25/gan3d-25.onnx"), own = normalized("ecal25/ecal25.onnx");
  ASSERT_EQ(published.names(), own.names());
  mlir::Operation *dense = published.ops.front(), *other = own.ops.front();
  EXPECT_TRUE(sameConstants(dense->getOperand(1), dense->getOperand(1)));
  EXPECT_FALSE(sameConstants(dense->getOperand(1), other->getOperand(1)));
}

TEST_F(SameNetwork, HasAFieldWhereABatchNormMeetsPadding) {
  Network network = normalized("gan3d-25/gan3d-25.onnx");
  std::vector<int64_t> biasRanks;
  for (mlir::Operation *op : network.ops)
    if (auto conv = mlir::dyn_cast<gan::Heavy>(op))
      biasRanks.push_back(
          conv.getBias() ? mlir::cast<mlir::RankedTensorType>(conv.getBias().getType()).getRank() : 0);
  EXPECT_THAT(biasRanks, ElementsAre(1, 4, 4, 0));
}

} // namespace
} // namespace ganc::graph
