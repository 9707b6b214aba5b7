// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Published and generated networks as real exporters write them: the reference evaluation of the imported
// module equals what ONNX Runtime computed. Skipped where the files are not.

#include "compiler/onnx/Import.h"
#include "dialects/gan/Constants.h"
#include "dialects/gan/Evaluation.h"
#include "runtime/showers/TensorFile.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

using namespace mlir;

namespace ganc {
namespace {

struct Golden {
  const char *model;
  const char *tensors;
  /// Of the largest value; the goldens are float32 themselves.
  double tolerance;
  int64_t showers;
};

void PrintTo(const Golden &golden, std::ostream *os) {
  *os << golden.model;
}

class Goldens : public testing::TestWithParam<Golden> {
protected:
  void SetUp() override {
    const char *given = std::getenv("GANC_MODELS");
    folder = given ? given : GANC_SOURCE_DIR "/../shared/models";
    if (!std::filesystem::exists(folder))
      GTEST_SKIP() << "no models in " << folder << " (set GANC_MODELS)";
  }
  std::filesystem::path folder;
};

std::vector<std::string> namesOf(ArrayAttr attributes) {
  std::vector<std::string> names;
  for (const Attribute attribute : attributes)
    names.push_back(cast<DictionaryAttr>(attribute).getAs<StringAttr>("gan.name").str());
  return names;
}

/// The first showers of a tensor, as the reference evaluation takes them.
numerics::Tensor firstShowers(const Tensor &tensor, int64_t showers) {
  std::vector<int64_t> shape = {showers};
  shape.insert(shape.end(), tensor.shape.begin(), tensor.shape.end());
  numerics::Tensor result(shape);
  std::copy_n(tensor.values.begin(), result.values.size(), result.values.begin());
  return result;
}

gan::NamedTensors readGolden(const std::string &path, const std::vector<std::string> &names,
                             int64_t showers) {
  gan::NamedTensors tensors;
  const auto read = readTensors(path, names);
  EXPECT_TRUE(read) << path;
  if (read)
    for (const Tensor &tensor : *read)
      tensors[tensor.name] = firstShowers(tensor, showers);
  return tensors;
}

double relativeError(const numerics::Tensor &computed, const numerics::Tensor &golden) {
  EXPECT_EQ(computed.shape, golden.shape);
  double error = 0, largest = 0;
  for (size_t i = 0; i < golden.values.size() && i < computed.values.size(); i++) {
    error = std::max(error, std::abs(computed.values[i] - golden.values[i]));
    largest = std::max(largest, std::abs(golden.values[i]));
  }
  return error / largest;
}

TEST_P(Goldens, ReferenceEvaluationEqualsTheGolden) {
  const Golden &golden = GetParam();
  MLIRContext context(MLIRContext::Threading::DISABLED);
  const OwningOpRef<ModuleOp> module = importOnnx((folder / golden.model).string(), context);
  ASSERT_TRUE(module);
  auto main = module.get().lookupSymbol<func::FuncOp>("main");
  const std::string tensors = (folder / golden.tensors).string();
  const auto outputs =
      gan::evaluate(module.get(), readGolden(tensors, namesOf(main.getAllArgAttrs()), golden.showers));
  ASSERT_TRUE(succeeded(outputs));
  const gan::NamedTensors expectations =
      readGolden(tensors, namesOf(main.getAllResultAttrs()), golden.showers);
  ASSERT_FALSE(expectations.empty());
  for (const auto &[name, expected] : expectations)
    EXPECT_LE(relativeError(outputs->at(name), expected), golden.tolerance) << name;
}

constexpr double kUsual = 3e-6, kGenerated = 1e-5;

INSTANTIATE_TEST_SUITE_P(
    Models, Goldens,
    testing::Values(
        Golden{"tiny-3d/tiny-3d-keras.onnx", "tiny-3d/golden-keras.h5", kUsual, 4},
        Golden{"tiny-3d/tiny-3d-keras-op9.onnx", "tiny-3d/golden-keras.h5", kUsual, 4},
        Golden{"tiny-3d/tiny-3d-keras-op18.onnx", "tiny-3d/golden-keras.h5", kUsual, 4},
        Golden{"tiny-3d/tiny-3d-keras3.onnx", "tiny-3d/golden-keras3.h5", kUsual, 4},
        Golden{"tiny-3d/tiny-3d-ts17.onnx", "tiny-3d/golden-torch.h5", kUsual, 4},
        Golden{"tiny-3d/tiny-3d-dynamo.onnx", "tiny-3d/golden-torch.h5", kUsual, 4},
        Golden{"tiny-3d/tiny-3d-dynamo-extdata.onnx", "tiny-3d/golden-torch.h5", kUsual, 4},
        Golden{"gan3d-25/gan3d-25.onnx", "gan3d-25/golden.h5", kUsual, 1},
        Golden{"gan3d-25-keras/gan3d-25-keras.onnx", "gan3d-25-keras/golden.h5", kUsual, 1},
        Golden{"gan3d-25-keras/gan3d-25-keras3.onnx", "gan3d-25-keras/golden-keras3.h5", kUsual, 1},
        Golden{"gan3d-25-torch/gan3d-25-ts17.onnx", "gan3d-25-torch/golden.h5", kUsual, 1},
        Golden{"gan3d-25-torch/gan3d-25-dynamo.onnx", "gan3d-25-torch/golden.h5", kUsual, 1},
        Golden{"ecal25/ecal25.onnx", "ecal25/golden.h5", kUsual, 1},
        Golden{"angle-51/angle-51-keras.onnx", "angle-51/golden-keras.h5", kGenerated, 1},
        Golden{"conv2d-3branch/conv2d-3branch-keras.onnx", "conv2d-3branch/golden.h5", kGenerated, 1},
        Golden{"getting-high-30/getting-high-30-ts17.onnx", "getting-high-30/golden.h5", kGenerated, 1},
        Golden{"getting-high-30/getting-high-30-dynamo.onnx", "getting-high-30/golden.h5", kGenerated, 1},
        Golden{"par04-vae/par04-vae-keras.onnx", "par04-vae/golden-keras.h5", kGenerated, 4},
        Golden{"par04-vae/par04-vae-ts17.onnx", "par04-vae/golden-torch.h5", kGenerated, 4},
        Golden{"par04-vae/par04-vae-dynamo.onnx", "par04-vae/golden-torch.h5", kGenerated, 4}),
    [](const testing::TestParamInfo<Golden> &info) {
      std::string name = std::filesystem::path(info.param.model).stem().string();
      std::replace_if(name.begin(), name.end(), [](char c) { return !std::isalnum(c); }, '_');
      return name;
    });

/// Imports, which must fail, and gives the only error's node and text.
std::pair<std::string, std::string> importError(const std::string &path) {
  MLIRContext context(MLIRContext::Threading::DISABLED);
  std::pair<std::string, std::string> error;
  context.getDiagEngine().registerHandler([&](Diagnostic &diagnostic) {
    EXPECT_TRUE(error.second.empty());
    error = {gan::nameOf(diagnostic.getLocation()).str(), diagnostic.str()};
  });
  EXPECT_FALSE(importOnnx(path, context));
  return error;
}

using Unsupported = Goldens;

TEST_P(Unsupported, NamesNodeAndReason) {
  const auto [node, message] = importError((folder / GetParam().model).string());
  EXPECT_FALSE(node.empty());
  EXPECT_NE(message.find(GetParam().tensors), std::string::npos) << message;
}

INSTANTIATE_TEST_SUITE_P(
    Models, Unsupported,
    testing::Values(Golden{"angle-51/angle-51-torch-ts17.onnx", "Resize is of mode 'linear'", 0, 0},
                    Golden{"angle-51/angle-51-torch-dynamo.onnx", "Resize is of mode 'linear'", 0, 0}));

} // namespace
} // namespace ganc
