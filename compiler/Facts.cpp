// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/Facts.h"

#include "compiler/NodeWork.h"
#include "compiler/Version.h"
#include "dialects/gan/Constants.h"
#include "dialects/gan/ModelName.h"
#include "dialects/kernel/Kernel.h"
#include "passes/quantize/Annotations.h"

#include "llvm/Config/llvm-config.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;

namespace ganc {

/// Float32 outputs against float64: the tolerance of the project's float32 goldens.
constexpr float kFloatTolerance = 3e-6f;

constexpr uint64_t kGoldenSeed = 0x676f6c64;
constexpr int64_t kGoldenShowers = 2;

static std::unique_ptr<metadata::QuantizationT> quantizationOf(Type tensor) {
  auto facts = std::make_unique<metadata::QuantizationT>();
  const Type element = cast<RankedTensorType>(tensor).getElementType();
  facts->type = storageName(tensor);
  if (const auto uniform = dyn_cast<quant::UniformQuantizedType>(element)) {
    facts->scales = {static_cast<float>(uniform.getScale())};
    facts->zero_point = uniform.getZeroPoint();
  }
  if (const auto perAxis = dyn_cast<quant::UniformQuantizedPerAxisType>(element))
    facts->scales.assign(perAxis.getScales().begin(), perAxis.getScales().end());
  return facts;
}

static std::unique_ptr<metadata::TensorT> tensorFacts(Type type, Attribute name) {
  auto facts = std::make_unique<metadata::TensorT>();
  facts->name = name ? cast<StringAttr>(name).str() : "";
  const auto shape = cast<RankedTensorType>(type).getShape().drop_front();
  facts->shape.assign(shape.begin(), shape.end());
  return facts;
}

static std::unique_ptr<metadata::OpT> opFacts(Operation *op) {
  auto facts = std::make_unique<metadata::OpT>();
  facts->node = gan::nameOf(op->getLoc()).str();
  facts->kind = op->getName().stripDialect().str();
  facts->destination = quantizationOf(op->getResult(0).getType());
  facts->precision = facts->destination->type; // what it carries
  if (auto heavy = dyn_cast<gan::Heavy>(op)) {
    facts->source = quantizationOf(heavy.getSrc().getType());
    facts->weight = quantizationOf(heavy.getWeight().getType());
    facts->precision = facts->source->type;
  }
  return facts;
}

/// Of the ranges, as text: what the scales were chosen from.
static std::string calibrationHash(ModuleOp network) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  network.walk([&](Operation *op) {
    if (const Attribute range = op->getAttr("gan.range"))
      stream << range << '\n';
  });
  return sha256(text);
}

ModelFacts networkFacts(ModuleOp network) {
  ModelFacts facts;
  auto main = mainOf(network);
  facts.name = gan::modelName(network).str();
  facts.ganc_version = kVersion;
  facts.llvm_version = LLVM_VERSION_STRING;
  if (quantize::isQuantized(network))
    facts.calibration_sha256 = calibrationHash(network);
  for (const auto [i, type] : llvm::enumerate(main.getArgumentTypes()))
    facts.inputs.push_back(tensorFacts(type, main.getArgAttr(i, "gan.name")));
  for (const auto [i, type] : llvm::enumerate(main.getResultTypes()))
    facts.outputs.push_back(tensorFacts(type, main.getResultAttr(i, "gan.name")));
  for (Operation &op : main.getBody().front().without_terminator())
    if (!isa<gan::ConstantOp>(op))
      facts.ops.push_back(opFacts(&op));
  return facts;
}

static std::unique_ptr<metadata::EnergyErrorT> errorFacts(const EnergyError &error) {
  auto facts = std::make_unique<metadata::EnergyErrorT>();
  facts->median = error.median;
  facts->p90 = error.p90;
  facts->showers = error.used;
  return facts;
}

static std::unique_ptr<metadata::OpQualityT> qualityFacts(const OpQuality &quality) {
  auto facts = std::make_unique<metadata::OpQualityT>();
  facts->low = quality.low;
  facts->high = quality.high;
  facts->saturated = quality.saturated;
  facts->signal_to_noise = quality.signalToNoise;
  facts->damage_share = quality.damageShare.value_or(-1);
  return facts;
}

/// Ops with weights are those that were searched, in the same order.
static void addChoices(const QuantizationRecord &record, ModelFacts &facts) {
  const Assignment &assignment = record.candidates[record.chosen].assignment;
  size_t next = 0;
  for (const auto &op : facts.ops) {
    if (!op->weight)
      continue;
    const Choice &choice = assignment[next];
    op->quality = qualityFacts(record.qualities[next]);
    op->pinned = record.ops[next++].pin.has_value();
    if (choice.precision != quantize::Precision::F32)
      op->method =
          nameOf(choice.precision == quantize::Precision::U8 ? choice.estimator : RangeEstimator::MinMax);
  }
}

void addQuantizationFacts(const QuantizationRecord &record, ModelFacts &facts) {
  addChoices(record, facts);
  facts.search = std::make_unique<metadata::SearchT>();
  facts.search->calibration_showers = record.calibrationShowers;
  facts.search->candidates = record.candidates.size();
  facts.search->damage_of = record.hasMeaning ? "energy" : "outputs";
  facts.search->budget_median = record.budget.median;
  facts.search->budget_p90 = record.budget.p90;
  facts.search->floor_median = record.floor.median;
  facts.search->damage = errorFacts(record.heldOut.error);
  facts.search->budget_classifier = record.budget.area;
  facts.search->classifier = record.heldOut.area;
  if (record.hasMeaning)
    facts.energy_error = errorFacts(record.heldOut.error);
}

static std::vector<std::unique_ptr<metadata::ValuesT>> valuesOf(const ShowerTensors &tensors) {
  std::vector<std::unique_ptr<metadata::ValuesT>> all;
  for (const std::vector<float> &values : tensors) {
    all.push_back(std::make_unique<metadata::ValuesT>());
    all.back()->values = values;
  }
  return all;
}

/// Inputs when nothing says what they mean: any values do, as long as they are spread and the same everywhere.
/// Multiples of the golden ratio, in [-1, 1).
static std::vector<float> spreadValues(Type tensor) {
  int64_t count = kGoldenShowers;
  for (const int64_t extent : cast<RankedTensorType>(tensor).getShape().drop_front())
    count *= extent;
  std::vector<float> values(count);
  for (int64_t i = 0; i < count; i++)
    values[i] =
        static_cast<float>(static_cast<int32_t>(static_cast<uint32_t>(i + 1) * 2654435769u)) * 0x1p-31f;
  return values;
}

static FailureOr<ShowerTensors> goldenInputs(ModuleOp network,
                                             const std::optional<Description> &description) {
  if (description) {
    const FailureOr<InputSource> source = sampledInputs(network, *description, kGoldenSeed);
    if (failed(source))
      return failure();
    return (*source)(0, kGoldenShowers).inputs;
  }
  ShowerTensors inputs;
  for (const Type type : mainOf(network).getArgumentTypes())
    inputs.push_back(spreadValues(type));
  return inputs;
}

FailureOr<std::unique_ptr<metadata::GoldenT>> makeGolden(ModuleOp network,
                                                         const std::optional<Description> &description) {
  auto main = mainOf(network);
  const FailureOr<ShowerTensors> inputs = goldenInputs(network, description);
  const std::unique_ptr<ModelRunner> reference = makeReferenceRunner(network);
  if (failed(inputs) || !reference)
    return failure();
  const FailureOr<ShowerTensors> outputs =
      runModel(*reference, kGoldenShowers, *inputs, main.getResultTypes());
  if (failed(outputs))
    return failure();
  auto golden = std::make_unique<metadata::GoldenT>();
  golden->showers = kGoldenShowers;
  golden->inputs = valuesOf(*inputs);
  golden->outputs = valuesOf(*outputs);
  golden->tolerance = quantize::isQuantized(network) ? 0.0f : kFloatTolerance;
  return golden;
}

void addProgramFacts(ModuleOp module, ModelFacts &facts) {
  for (auto program : module.getOps<func::FuncOp>()) {
    const std::string target = program->getAttrOfType<StringAttr>(kernel::kTargetAttr).str();
    if (!llvm::is_contained(facts.targets, target))
      facts.targets.insert(facts.targets.begin(), target);
    const auto arena = program->getAttrOfType<IntegerAttr>(kernel::kArenaBytesAttr);
    facts.workspace_bytes = std::max<uint64_t>(facts.workspace_bytes, arena.getInt());
  }
}

void embedMetadata(ModuleOp module, const std::vector<uint8_t> &bytes) {
  Builder builder(module.getContext());
  const auto type = RankedTensorType::get({static_cast<int64_t>(bytes.size())}, builder.getI8Type());
  const ArrayRef<char> raw(reinterpret_cast<const char *>(bytes.data()), bytes.size());
  module->setAttr(kernel::kMetadataAttr, gan::makeElements(type, raw, "metadata"));
}

void embedConditions(ModuleOp module, const Description &description) {
  Builder builder(module.getContext());
  SmallVector<Attribute> conditions;
  for (const Condition &condition : description.conditions)
    conditions.push_back(
        builder.getDictionaryAttr({builder.getNamedAttr("name", builder.getStringAttr(condition.name)),
                                   builder.getNamedAttr("unit", builder.getStringAttr(condition.unit)),
                                   builder.getNamedAttr("low", builder.getF64FloatAttr(condition.low)),
                                   builder.getNamedAttr("high", builder.getF64FloatAttr(condition.high))}));
  module->setAttr(kernel::kConditionsAttr, builder.getArrayAttr(conditions));
}

} // namespace ganc
