// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/Quantization.h"

#include "compiler/BiasCorrection.h"
#include "compiler/Calibration.h"
#include "compiler/CompiledRunner.h"
#include "compiler/NodeWork.h"
#include "compiler/Pipeline.h"
#include "compiler/PrecisionCosts.h"
#include "compiler/PrecisionTable.h"
#include "compiler/SourceCorrelation.h"
#include "dialects/gan/Constants.h"
#include "passes/quantize/PrecisionPins.h"

#include <cmath>

using namespace mlir;

namespace ganc {
namespace {

constexpr uint64_t kCalibrationSeed = 0x67616e63, kJudgeSeed = 0x6a756467, kHeldOutSeed = 0x68656c64;

/// Showers that candidates are judged on, to choose among them or to report one, which needs no differences between
/// candidates: some seconds of work for each, whatever the network, and half as many to be quick. On two samples of
/// 2048 the estimate of the classifier's area of one network was 0.0104 and 0.0086, on two of 4096 0.0088 and 0.0087.
constexpr int64_t kFewestJudged = 256, kMostJudged = 4096, kMostReported = 2048;
constexpr double kJudgedProducts = 1.6e11;

/// Showers whose values inside the network are compared with float32.
constexpr int64_t kQualityShowers = 128;

/// Whether compilation shall be quick rather than choose as well as it can.
bool isQuick(const Options &options) {
  return options.optimization <= 1;
}

/// The estimators that u8 ops may choose from; to be quick, the one that is best most often.
std::vector<RangeEstimator> estimatorsFor(const Options &options) {
  for (const RangeEstimator estimator : kRangeEstimators)
    if (nameOf(estimator) == options.calibrationMethod)
      return {estimator};
  if (isQuick(options))
    return {RangeEstimator::Percentile};
  return {kRangeEstimators.begin(), kRangeEstimators.end()};
}

class Quantization {
public:
  Quantization(OwningOpRef<ModuleOp> &module, const Options &options, const Description *description,
               StepTimes &times)
      : module(module), options(options), description(description), times(times),
        estimators(estimatorsFor(options)) {}

  FailureOr<QuantizationRecord> run() {
    if (failed(quantize::pinnedOps(*module, options.precisionPins)) || failed(checkBudget()))
      return failure(); // before minutes of work
    const auto inputs = drawn(kCalibrationSeed);
    if (failed(inputs) || failed(calibrateEqualized(*inputs)) || failed(prepareToJudge(*inputs)) ||
        failed(describeOps()) || failed(search()) || failed(judgeHeldOut()))
      return failure();
    return record;
  }

private:
  LogicalResult checkBudget() {
    if (description || !options.budget || std::isinf(options.budget->area))
      return success();
    return module->emitError("no generator description beside the model, expected one: "
                             "--budget=classifier is about profiles of showers"),
           failure();
  }

  FailureOr<InputSource> drawn(uint64_t seed) {
    if (!options.calibrationFile.empty() && (seed == kCalibrationSeed || !description))
      return recordedInputs(*module, options.calibrationFile);
    if (description)
      return sampledInputs(*module, *description, seed);
    return module->emitError(
               "no generator description beside the model, expected one or --calibration=FILE.h5: "
               "--int8 needs to know the inputs"),
           failure();
  }

  LogicalResult calibrateEqualized(const InputSource &inputs) {
    CalibrationOptions calibration;
    calibration.estimator = estimators.front();
    return times.measure("calibrate", [&](TimingScope &) {
      PassManager equalize(module->getContext());
      buildEqualizeStage(equalize, options);
      if (failed(measureChannels(*module, inputs, makeRunner)) || failed(equalize.run(*module)))
        return failure();
      const auto result = calibrate(*module, inputs, calibration, makeRunner);
      if (failed(result))
        return failure();
      record.calibrationShowers = result->showers;
      record.settled = result->settled;
      return success();
    });
  }

  int64_t affordableShowers(int64_t most) {
    double products = 1;
    module->walk([&](gan::Heavy heavy) { products += multiplyAccumulates(heavy); });
    const double wanted = isQuick(options) ? most / 2 : most;
    const auto affordable = std::clamp(kJudgedProducts / products, double(kFewestJudged), wanted);
    return static_cast<int64_t>(affordable) / kShowersAtOnce * kShowersAtOnce;
  }

  LogicalResult prepareToJudge(const InputSource &inputs) {
    return times.measure("search", [&](TimingScope &) {
      const auto judged = drawn(kJudgeSeed);
      floatNetwork = makeRunner(*module);
      if (failed(judged) || !floatNetwork)
        return failure();
      auto made =
          DamageMeter::create(*module, *floatNetwork, description, *judged, affordableShowers(kMostJudged));
      auto balanced = BiasCorrection::create(*module, *floatNetwork, inputs);
      if (failed(made) || failed(balanced))
        return failure();
      meter = std::move(*made);
      if (failed(checkJudges()))
        return failure();
      correction = std::move(*balanced);
      record.hasMeaning = description != nullptr;
      record.floor = meter->noiseFloor();
      record.budget = options.budget.value_or(record.floor);
      return success();
    });
  }

  /// Without a shower to judge by, any choice would look as bad as any other.
  LogicalResult checkJudges() {
    if (meter->countingShowers() > 0)
      return success();
    return module->emitError(description ? "no shower has more than 0.5 % of the primary energy"
                                         : "no shower has an output other than zero")
               << ", expected some: --int8 is judged by relative errors against float32",
           failure();
  }

  LogicalResult describeOps() {
    const auto pins = quantize::pinnedOps(*module, options.precisionPins);
    const auto costs = failed(pins) ? FailureOr<std::vector<std::array<double, 3>>>(failure())
                                    : times.measure("search", [&](TimingScope &) {
                                        return precisionCosts(*module, options, knownWeights);
                                      });
    if (failed(costs))
      return failure();
    module->walk([&](gan::Heavy heavy) {
      SearchedOp op{gan::nameOf(heavy.getLoc()).str(), (*costs)[record.ops.size()]};
      if (const auto *pin = pins->find(heavy.getOperation()); pin != pins->end())
        op.pin = pin->second;
      else if (options.int8 == Int8::All)
        op.pin = quantize::Precision::U8;
      record.ops.push_back(op);
    });
    return success();
  }

  /// Level 2 with that assignment.
  FailureOr<OwningOpRef<ModuleOp>> quantized(const Assignment &assignment) {
    OwningOpRef<ModuleOp> copy = module->clone();
    size_t op = 0;
    copy->walk([&](gan::Heavy heavy) {
      quantize::setPrecision(heavy, assignment[op].precision);
      quantize::setEstimator(heavy, nameOf(assignment[op++].estimator));
    });
    PassManager passes(module->getContext());
    buildQuantizeStage(passes, options, knownWeights);
    if (failed(passes.run(*copy)) || failed(correction->apply(*copy, makeRunner)))
      return failure();
    return copy;
  }

  /// Of a candidate, which is judged once.
  std::optional<double> load(const Assignment &assignment) {
    for (const JudgedCandidate &known : record.candidates)
      if (known.assignment == assignment)
        return loadOf(known.damage, record.budget);
    auto candidate = quantized(assignment);
    if (failed(candidate))
      return std::nullopt;
    const auto damage = meter->measure(**candidate, makeRunner);
    if (failed(damage))
      return std::nullopt;
    record.candidates.push_back({assignment, costOf(record.ops, assignment), *damage});
    networks.push_back(std::move(*candidate));
    return loadOf(*damage, record.budget);
  }

  LogicalResult search() {
    return times.measure("search", [&](TimingScope &) {
      const auto result =
          searchPrecision(record.ops, estimators, [this](const Assignment &a) { return load(a); });
      if (!result)
        return failure();
      record.reasons = result->reasons;
      const auto chosen = llvm::find_if(record.candidates, [&](const JudgedCandidate &c) {
        return c.assignment == result->chosen.assignment;
      });
      record.chosen = chosen - record.candidates.begin();
      if (!result->isWithin && options.budget)
        return module->emitError("budget cannot be held by ")
                   << (options.int8 == Int8::All ? "--int8=all" : "the pinned precisions") << '\n'
                   << precisionTable(record),
               failure();
      return success();
    });
  }

  LogicalResult judgeHeldOut() {
    return times.measure("damage", [&](TimingScope &) {
      const auto inputs = drawn(kHeldOutSeed);
      OwningOpRef<ModuleOp> chosen = std::move(networks[record.chosen]);
      if (failed(inputs))
        return failure();
      const auto heldOut =
          DamageMeter::create(*module, *floatNetwork, description, *inputs, affordableShowers(kMostReported));
      const auto damage =
          failed(heldOut) ? FailureOr<Damage>(failure()) : heldOut->measure(*chosen, makeRunner);
      if (failed(damage))
        return failure();
      record.heldOut = *damage;
      if (failed(judgeOps(*chosen, *inputs)))
        return failure();
      explain();
      module = std::move(chosen);
      return success();
    });
  }

  /// What each op does, and its share of the damage, where compilation need not be quick.
  LogicalResult judgeOps(ModuleOp chosen, const InputSource &inputs) {
    auto qualities = measureOps(*module, chosen, inputs, kQualityShowers, makeRunner);
    if (failed(qualities))
      return failure();
    record.qualities = std::move(*qualities);
    if (isQuick(options))
      return success();
    std::vector<double> alone;
    for (size_t op = 0; op < record.ops.size(); op++) {
      const auto damage = damageAlone(op);
      if (failed(damage))
        return failure();
      alone.push_back(damage->error.median);
    }
    setDamageShares(record.qualities, alone);
    return success();
  }

  /// With all ops but one in float32.
  FailureOr<Damage> damageAlone(size_t op) {
    const Assignment &all = record.candidates[record.chosen].assignment;
    Assignment one(all.size(), {quantize::Precision::F32, RangeEstimator::MinMax});
    one[op] = all[op];
    const auto candidate = quantized(one);
    return failed(candidate) ? FailureOr<Damage>(failure()) : meter->measure(**candidate, makeRunner);
  }

  void explain() {
    if (!options.remarks)
      return;
    size_t op = 0;
    module->walk([&](gan::Heavy heavy) { heavy->emitRemark() << record.reasons[op++]; });
  }

  OwningOpRef<ModuleOp> &module;
  const Options &options;
  const Description *description;
  StepTimes &times;
  const std::vector<RangeEstimator> estimators;
  quantize::KnownWeights knownWeights;
  CompiledRunners runners;
  const MakeModelRunner makeRunner = [this](ModuleOp module) { return runners.make(module); };
  std::unique_ptr<ModelRunner> floatNetwork; ///< equalized
  std::optional<DamageMeter> meter;
  std::optional<BiasCorrection> correction;
  QuantizationRecord record{};
  std::vector<OwningOpRef<ModuleOp>> networks; ///< of the record's candidates; their constants are shared
};

} // namespace

FailureOr<QuantizationRecord> quantizeNetwork(OwningOpRef<ModuleOp> &module, const Options &options,
                                              const Description *description, StepTimes &times) {
  return Quantization(module, options, description, times).run();
}

} // namespace ganc
