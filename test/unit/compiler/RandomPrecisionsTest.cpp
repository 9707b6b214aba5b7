// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A real network with random precisions and range estimators of its heavy ops, quantized as --int8 quantizes its
// candidates (without equalization and bias correction, which only change numbers): emitted code equals the reference
// evaluation, bit for bit, for every number of showers. To compile an assignment for everything takes seconds, so each
// has one target and one schedule, in turn, of all that this CPU can run. Skipped where the models are not.

#include "compiler/Calibration.h"
#include "compiler/CompiledRunner.h"
#include "compiler/Pipeline.h"
#include "compiler/onnx/Import.h"
#include "dialects/kernel/Targets.h"
#include "ganc/abi.h"
#include "passes/codegen/Passes.h"
#include "passes/quantize/Annotations.h"

#include "mlir/Pass/PassManager.h"

#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>
#include <random>
#include <set>

using namespace mlir;

namespace ganc {
namespace {

constexpr int kAssignments = 100;
constexpr unsigned kAssignmentSeed = 1;
constexpr uint64_t kCalibrationSeed = 1, kShowerSeed = 2;
constexpr int64_t kShowers = 17; ///< a block of 16 and one more

class RandomPrecisions : public testing::Test {
protected:
  void SetUp() override {
    const char *given = std::getenv("GANC_MODELS");
    const auto folder =
        std::filesystem::path(given ? given : GANC_SOURCE_DIR "/../shared/models") / "tiny-3d";
    if (!std::filesystem::exists(folder))
      GTEST_SKIP() << "no models in " << folder << " (set GANC_MODELS)";
    context.loadDialect<gan::GanDialect, kernel::KernelDialect, LLVM::LLVMDialect, scf::SCFDialect,
                        arith::ArithDialect, vector::VectorDialect>();
    graph = importOnnx((folder / "tiny-3d-keras.onnx").string(), context);
    ASSERT_TRUE(graph);
    ASSERT_TRUE(runStage(*graph, buildGraphStage));
    calibrateAndDraw(*readDescription((folder / "generator.toml").string()));
  }

  void calibrateAndDraw(const Description &description) {
    const auto calibration = sampledInputs(*graph, description, kCalibrationSeed);
    const auto source = sampledInputs(*graph, description, kShowerSeed);
    ASSERT_TRUE(succeeded(calibration) && succeeded(source));
    CompiledRunners runners;
    ASSERT_TRUE(succeeded(
        calibrate(*graph, *calibration, {}, [&](ModuleOp module) { return runners.make(module); })));
    showers = (*source)(0, kShowers).inputs;
  }

  bool runStage(ModuleOp module, llvm::function_ref<void(OpPassManager &, const Options &)> build) {
    PassManager passes(&context);
    build(passes, {});
    return succeeded(passes.run(module));
  }

  /// Level 2; `drawn` says the precision of each heavy op.
  OwningOpRef<ModuleOp> quantized(std::string &drawn) {
    using enum quantize::Precision;
    OwningOpRef<ModuleOp> copy = graph->clone();
    copy->walk([&](gan::Heavy heavy) {
      const quantize::Precision precision = std::array{U8, S16, F32}[random() % 3];
      quantize::setPrecision(heavy, precision);
      quantize::setEstimator(heavy, nameOf(kRangeEstimators[random() % kRangeEstimators.size()]));
      drawn += " " + quantize::textOf(precision).str();
    });
    quantize::KnownWeights none;
    if (!runStage(*copy, [&](auto &passes, auto &options) { buildQuantizeStage(passes, options, none); }))
      return nullptr;
    copy->walk([&](gan::Heavy heavy) { // some more than large rows ask for
      if (quantize::precisionOf(heavy) == S16 && random() % 2 == 0)
        heavy.setRowSums(true);
    });
    return copy;
  }

  /// The output of the first n showers; empty after an error.
  std::vector<float> run(ModelRunner &runner, int64_t n) {
    const auto outputs = runModel(runner, n, showers, mainOf(*graph).getResultTypes());
    return succeeded(outputs) ? outputs->front() : std::vector<float>();
  }

  void expectReference(ModuleOp module, const Options &options) {
    const auto runner = makeCompiledRunnerFor(module, options);
    ASSERT_TRUE(runner);
    const std::vector<float> expected = run(*makeReferenceRunner(module), kShowers);
    ASSERT_GT(std::set<float>(expected.begin(), expected.end()).size(), 1u) << "nothing to tell apart";
    for (const int64_t n : {int64_t(1), int64_t(5), kShowers}) {
      const std::vector<float> first(expected.begin(), expected.begin() + n * (expected.size() / kShowers));
      ASSERT_TRUE(run(*runner, n) == first) << n << " showers differ";
    }
  }

  MLIRContext context{MLIRContext::Threading::DISABLED};
  OwningOpRef<ModuleOp> graph;
  ShowerTensors showers;
  std::mt19937 random{kAssignmentSeed};
};

/// Every target of this CPU, in the lanes schedule and in the single one; either makes any number of showers.
std::vector<Options> variants() {
  std::vector<Options> all;
  for (const kernel::Target &target : kernel::targets().take_front(ganc_cpu_level_v1() + 1))
    for (const char *schedule : {"lanes", "single"}) {
      all.emplace_back();
      all.back().targets = {target.name.str()};
      all.back().schedules = {schedule};
    }
  return all;
}

} // namespace

TEST_F(RandomPrecisions, areTheReferenceInEveryVariant) {
  const std::vector<Options> options = variants();
  std::set<std::string> different;
  for (int i = 0; i < kAssignments; i++) {
    std::string drawn;
    const auto module = quantized(drawn);
    const Options &variant = options[i % options.size()];
    SCOPED_TRACE(std::to_string(i) + ":" + drawn + ", " + variant.targets[0] + " " + variant.schedules[0]);
    ASSERT_TRUE(module);
    ASSERT_NO_FATAL_FAILURE(expectReference(*module, variant));
    different.insert(drawn);
  }
  EXPECT_GT(different.size(), kAssignments / 2u); // of 3^4
}

} // namespace ganc
