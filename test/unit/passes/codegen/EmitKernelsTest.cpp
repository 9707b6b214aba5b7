// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Random networks as emitted code, on every target that this CPU can run, against the reference evaluation.

#include "compiler/CompiledRunner.h"
#include "dialects/gan/ops/TensorTypes.h"
#include "dialects/kernel/Targets.h"
#include "ganc/abi.h"
#include "passes/codegen/Passes.h"
#include "passes/quantize/Passes.h"
#include "test/unit/passes/codegen/SharedPhasesNetwork.h"
#include "test/unit/passes/codegen/SmallNetwork.h"

#include "mlir/Pass/PassManager.h"

#include <cmath>
#include <gmock/gmock.h>

using namespace ganc;

namespace {

constexpr unsigned kNetworks = 24;
constexpr int64_t kShowers = 64; // blocks
/// What float32 sums of some hundred products may lose, relative to the largest value: the product's promise.
constexpr double kFloatTolerance = 3e-6;

/// Other networks than those of every day: GANC_FIRST_SEED=1000.
unsigned firstSeed() {
  const char *seed = std::getenv("GANC_FIRST_SEED");
  return seed ? std::atoi(seed) : 1;
}

class SmallModel {
public:
  explicit SmallModel(const SmallNetwork &network) : SmallModel(network.text(), network.inputShape) {}

  SmallModel(const std::string &text, std::vector<int64_t> shape) : inputShape(std::move(shape)) {
    context.loadDialect<gan::GanDialect, kernel::KernelDialect, mlir::func::FuncDialect,
                        mlir::quant::QuantDialect, mlir::LLVM::LLVMDialect, mlir::scf::SCFDialect,
                        mlir::arith::ArithDialect, mlir::vector::VectorDialect>();
    module = mlir::parseSourceString<mlir::ModuleOp>(text, &context);
  }

  explicit operator bool() const { return static_cast<bool>(module); }

  bool quantize() {
    mlir::PassManager passes(&context);
    passes.addPass(quantize::createQuantizeActivationsPass());
    passes.addPass(quantize::createQuantizeWeightsPass());
    passes.addPass(quantize::createCheckAccumulatorsPass());
    passes.addPass(quantize::createVerifyQuantizedPass());
    return succeeded(passes.run(*module));
  }

  /// Lets all ops on 16 bits add rows in float32; returns how many there are.
  int64_t addRows() {
    int64_t ops = 0;
    module->walk([&](gan::Heavy heavy) {
      const bool is16 = gan::isQuantized(heavy.getSrc()) && gan::storageOf(heavy.getSrc()).low < -128;
      heavy.setRowSums(is16);
      ops += is16;
    });
    return ops;
  }

  /// f32 networks are evaluated in float64, or in float32 steps when they are called quantized.
  void callQuantized() { (*module)->setAttr("gan.level", mlir::StringAttr::get(&context, "quantized")); }

  std::vector<float> reference(const std::vector<float> &x) {
    return run(*makeReferenceRunner(*module), kShowers, x);
  }

  std::unique_ptr<ModelRunner> compile(const std::string &target, int optimization = 2) {
    Options options;
    options.targets = {target};
    options.optimization = optimization;
    return makeCompiledRunnerFor(*module, options);
  }

  /// The output of n showers; empty after an error.
  std::vector<float> run(ModelRunner &runner, int64_t n, const std::vector<float> &x) {
    auto main = module->lookupSymbol<mlir::func::FuncOp>("main");
    const auto outputs = runModel(runner, n, {x}, main.getResultTypes());
    return succeeded(outputs) ? outputs->front() : std::vector<float>();
  }

  /// Beyond the range [-1, 1.5] of x, to saturate now and then.
  std::vector<float> showers(unsigned seed) const {
    const numerics::Tensor values = gan::randomTensor({kShowers * numerics::elementCount(inputShape)}, seed);
    std::vector<float> x;
    for (const double value : values.values)
      x.push_back(static_cast<float>(0.25 + 1.5 * value));
    return x;
  }

private:
  mlir::MLIRContext context;
  const std::vector<int64_t> inputShape;
  mlir::OwningOpRef<mlir::ModuleOp> module;
};

/// Targets of this CPU, baseline first.
std::vector<std::string> runnableTargets() {
  std::vector<std::string> names;
  for (const kernel::Target &target : kernel::targets())
    if (target.level <= ganc_cpu_level_v1())
      names.push_back(target.name.str());
  return names;
}

/// The output on every target, at -O0 and for every number of showers is `expected`.
void expectSameBits(SmallModel &model, const std::vector<float> &x, const std::vector<float> &expected) {
  for (const std::string &target : runnableTargets())
    for (const int optimization : target == "baseline" ? std::vector<int>{0, 2} : std::vector<int>{2}) {
      SCOPED_TRACE(target + " -O" + std::to_string(optimization));
      const auto runner = model.compile(target, optimization);
      ASSERT_TRUE(runner);
      for (const int64_t n : {int64_t(1), int64_t(5), int64_t(16), int64_t(17), kShowers}) {
        const std::vector<float> first(expected.begin(), expected.begin() + n * (expected.size() / kShowers));
        ASSERT_TRUE(model.run(*runner, n, x) == first) << n << " showers differ";
      }
    }
}

double largest(const std::vector<float> &values) {
  double result = 0;
  for (const float value : values)
    result = std::max(result, std::abs(static_cast<double>(value)));
  return result;
}

void expectNear(const std::vector<float> &actual, const std::vector<float> &expected) {
  ASSERT_EQ(actual.size(), expected.size());
  const double bound = kFloatTolerance * largest(expected);
  for (size_t i = 0; i < actual.size(); i++)
    ASSERT_NEAR(actual[i], expected[i], bound) << "element " << i;
}

} // namespace

TEST(EmitKernels, floatNetworksAreNearFloat64AndTheSameBitsOnEveryTarget) {
  for (unsigned seed = firstSeed(); seed < firstSeed() + kNetworks; seed++) {
    const SmallNetwork network(seed);
    SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + network.outline());
    SmallModel model(network);
    ASSERT_TRUE(model);
    const std::vector<float> x = model.showers(seed);
    const auto runner = model.compile("baseline");
    ASSERT_TRUE(runner);
    const std::vector<float> y = model.run(*runner, kShowers, x);
    expectNear(y, model.reference(x));
    expectSameBits(model, x, y);
  }
}

TEST(EmitKernels, floatNetworksAreTheReferenceInFloat32Steps) {
  for (unsigned seed = firstSeed(); seed < firstSeed() + kNetworks; seed++) {
    const SmallNetwork network(seed);
    SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + network.outline());
    SmallModel model(network);
    ASSERT_TRUE(model);
    model.callQuantized();
    const std::vector<float> x = model.showers(seed);
    const auto runner = model.compile(runnableTargets().back());
    ASSERT_TRUE(runner);
    ASSERT_TRUE(model.run(*runner, kShowers, x) == model.reference(x));
  }
}

TEST(EmitKernels, quantizedNetworksAreTheReferenceOnEveryTarget) {
  for (unsigned seed = firstSeed(); seed < firstSeed() + kNetworks; seed++) {
    const SmallNetwork network(seed);
    SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + network.outline());
    SmallModel model(network);
    ASSERT_TRUE(model);
    ASSERT_TRUE(model.quantize());
    const std::vector<float> x = model.showers(seed);
    const std::vector<float> y = model.reference(x);
    ASSERT_FALSE(y.empty());
    expectSameBits(model, x, y);
  }
}

TEST(EmitKernels, rowsAddedInFloat32AreTheReference) {
  int64_t ops = 0;
  for (unsigned seed = firstSeed(); seed < firstSeed() + kNetworks; seed++) {
    const SmallNetwork network(seed);
    SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + network.outline());
    SmallModel model(network);
    ASSERT_TRUE(model && model.quantize());
    const int64_t here = model.addRows();
    if (here == 0)
      continue;
    ops += here;
    const std::vector<float> x = model.showers(seed);
    expectSameBits(model, x, model.reference(x));
  }
  EXPECT_GT(ops, 10);
}

TEST(EmitKernels, phasesThatShareASumAreTheReference) {
  for (unsigned seed = firstSeed(); seed < firstSeed() + kNetworks; seed++) {
    const SharedPhasesNetwork network(seed);
    SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + network.text);
    SmallModel model(network.text, network.inputShape);
    ASSERT_TRUE(model);
    const std::vector<float> x = model.showers(seed), y = model.reference(x);
    ASSERT_FALSE(y.empty());
    expectSameBits(model, x, y);
  }
}

/// Each row adds almost 2^31, two of them times 0.9 are beyond 32 bits.
TEST(EmitKernels, roundsLargeSumsOfSharedPhasesAsTheReference) {
  const char *text = R"(
    !x = !quant.uniform<i16<-16383:16383>:f32, 1.0:-16383>
    !d = !quant.uniform<i16<-32767:32767>:f32, 1.0>
    !w = !quant.uniform<i16:f32, 1.0>
    module attributes {gan.model = "small", gan.level = "quantized"} {
      func.func @main(%x: tensor<?x1x1x1x2xf32> {gan.name = "x"}) -> (tensor<?x1x1x2x1xf32> {gan.name = "y"}) {
        %w = gan.constant dense<32767> : tensor<2x1x1x1x2xi16> -> tensor<2x1x1x1x2x!w>
        %m = gan.constant dense<0.9> : tensor<2xf32>
        %q = gan.quantize %x : tensor<?x1x1x1x2xf32> -> tensor<?x1x1x1x2x!x>
        %d = gan.append_differences %q axis 3 : tensor<?x1x1x1x2x!x> -> tensor<?x1x1x3x2x!d>
        %s = gan.phase_conv %d, %w multiplier %m {row_sums, axes = [#gan.phases<stride = 1, offsets = [0], taps = [1]>,
            #gan.phases<stride = 1, offsets = [0, 0], taps = [1, 1], split = 1>,
            #gan.phases<stride = 1, offsets = [0], taps = [2]>]}
          : (tensor<?x1x1x3x2x!d>, tensor<2x1x1x1x2x!w>, tensor<2xf32>) -> tensor<?x1x1x2x1x!d>
        %y = gan.dequantize %s : tensor<?x1x1x2x1x!d> -> tensor<?x1x1x2x1xf32>
        return %y : tensor<?x1x1x2x1xf32>
      }
    })";
  SmallModel model(text, {1, 1, 1, 2});
  ASSERT_TRUE(model);
  const std::vector<float> x(kShowers * 2, 1e6f), largest(kShowers * 2, 32767.0f);
  EXPECT_EQ(model.reference(x), largest);
  expectSameBits(model, x, largest);
}

TEST(EmitKernels, roundsInfinitiesAndNanAsTheReference) {
  const char *text = R"(
    !u8 = !quant.uniform<u8:f32, 0.5:100>
    !s16 = !quant.uniform<i16<-32767:32767>:f32, 0.25>
    module attributes {gan.model = "small", gan.level = "quantized"} {
      func.func @main(%x: tensor<?x3xf32> {gan.name = "x"}) -> (tensor<?x6xf32> {gan.name = "y"}) {
        %a = gan.quantize %x : tensor<?x3xf32> -> tensor<?x3x!u8>
        %b = gan.quantize %x : tensor<?x3xf32> -> tensor<?x3x!s16>
        %c = gan.dequantize %a : tensor<?x3x!u8> -> tensor<?x3xf32>
        %d = gan.dequantize %b : tensor<?x3x!s16> -> tensor<?x3xf32>
        %y = gan.concat %c, %d axis 1 : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?x6xf32>
        return %y : tensor<?x6xf32>
      }
    })";
  SmallModel model(text, {3});
  ASSERT_TRUE(model);
  std::vector<float> x = model.showers(1);
  const float infinity = std::numeric_limits<float>::infinity();
  const float special[] = {infinity, -infinity, NAN, -NAN, 1e30f, -1e30f, 0.25f, 0.75f, -0.25f, -0.0f, 77.5f};
  std::copy(std::begin(special), std::end(special), x.begin());
  expectSameBits(model, x, model.reference(x));
}
