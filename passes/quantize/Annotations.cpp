// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "passes/quantize/Annotations.h"

#include "dialects/gan/Constants.h"
#include "dialects/gan/ops/TensorTypes.h"
#include "dialects/numerics/Differences.h"

#include <cmath>

using namespace mlir;

namespace ganc::quantize {

static constexpr StringLiteral kRange = "gan.range", kExtremes = "gan.extremes", kMagnitude = "gan.magnitude",
                               kRanges = "gan.ranges", kEstimator = "gan.estimator", kMean = "gan.mean",
                               kChannels = "gan.channel_products", kPositions = "gan.position_products",
                               kWindows = "gan.window_products", kSquares = "gan.channel_squares",
                               kPrecision = "gan.precision", kLevel = "gan.level", kQuantized = "quantized";

StringRef textOf(Precision precision) {
  switch (precision) {
  case Precision::U8:
    return "u8";
  case Precision::S16:
    return "s16";
  case Precision::F32:
    return "f32";
  }
  llvm_unreachable("all precisions have a text");
}

std::optional<Precision> parsePrecision(StringRef text) {
  for (const Precision precision : {Precision::U8, Precision::S16, Precision::F32})
    if (text == textOf(precision))
      return precision;
  return std::nullopt;
}

std::vector<Value> observedValues(func::FuncOp main) {
  std::vector<Value> values(main.getArguments().begin(), main.getArguments().end());
  for (Operation &op : main.getBody().front())
    if (op.getNumResults() == 1 && !isa<gan::Move, gan::ConstantOp>(op))
      values.push_back(op.getResult(0));
  return values;
}

static void setAttribute(Value value, StringRef name, Attribute attribute) {
  if (auto argument = dyn_cast<BlockArgument>(value))
    cast<func::FuncOp>(argument.getOwner()->getParentOp())
        .setArgAttr(argument.getArgNumber(), name, attribute);
  else
    value.getDefiningOp()->setAttr(name, attribute);
}

static Attribute attributeOf(Value value, StringRef name) {
  if (auto argument = dyn_cast<BlockArgument>(value))
    return cast<func::FuncOp>(argument.getOwner()->getParentOp()).getArgAttr(argument.getArgNumber(), name);
  return value.getDefiningOp()->getAttr(name);
}

void setStatistics(Value value, const ValueStatistics &statistics) {
  Builder builder(value.getContext());
  setAttribute(value, kRange, builder.getF64ArrayAttr({statistics.range.min, statistics.range.max}));
  setAttribute(value, kMagnitude, builder.getF64FloatAttr(statistics.magnitude));
  if (statistics.extremes)
    setAttribute(value, kExtremes,
                 builder.getF64ArrayAttr({statistics.extremes->min, statistics.extremes->max}));
}

static Attribute elementsAttribute(Builder &builder, ArrayRef<double> values, StringRef hint) {
  const auto type = RankedTensorType::get({static_cast<int64_t>(values.size())}, builder.getF64Type());
  return gan::makeElements(
      type, ArrayRef(reinterpret_cast<const char *>(values.data()), values.size() * sizeof(double)), hint);
}

void setMean(Value value, ArrayRef<double> mean) {
  Builder builder(value.getContext());
  setAttribute(value, kMean, elementsAttribute(builder, mean, "mean"));
}

static std::optional<numerics::Tensor> meanTensor(Value value);

static std::optional<numerics::Tensor> withDifferences(gan::AppendDifferencesOp op) {
  const auto src = meanTensor(op.getSrc());
  if (!src)
    return std::nullopt;
  const ArrayRef<int64_t> shape = src->shape;
  numerics::Tensor result(gan::showerShape(op.getDst()));
  result.values = numerics::appendDifferences(src->values, shape[op.getAxis()],
                                              llvm::product_of(shape.drop_front(op.getAxis() + 1)));
  return result;
}

/// The mean behind moves, as a tensor of one shower.
static std::optional<numerics::Tensor> meanTensor(Value value) {
  Operation *op = value.getDefiningOp();
  if (isa_and_nonnull<gan::QuantizeOp, gan::DequantizeOp>(op))
    return meanTensor(op->getOperand(0));
  if (auto differences = dyn_cast_or_null<gan::AppendDifferencesOp>(op))
    return withDifferences(differences);
  auto move = dyn_cast_or_null<gan::Move>(op);
  if (!move) {
    const auto values = gan::exactValues(attributeOf(value, kMean));
    numerics::Tensor tensor(gan::showerShape(value));
    if (!values || values->size() != tensor.values.size())
      return std::nullopt;
    tensor.values = *values;
    return tensor;
  }
  SmallVector<numerics::Tensor> operands;
  for (const Value operand : op->getOperands()) {
    auto tensor = meanTensor(operand);
    if (!tensor)
      return std::nullopt;
    operands.push_back(std::move(*tensor));
  }
  numerics::Tensor result(gan::showerShape(value));
  for (const auto [to, source] : llvm::zip_equal(result.values, move.getSources()))
    to = source.operand < 0 ? 0.0 : operands[source.operand].values[source.element];
  return result;
}

std::optional<std::vector<double>> meanOf(Value value) {
  auto mean = meanTensor(value);
  return mean ? std::optional(std::move(mean->values)) : std::nullopt;
}

void setCorrelation(gan::Heavy heavy, const SourceCorrelation &correlation) {
  Builder builder(heavy.getContext());
  heavy->setAttr(kChannels, elementsAttribute(builder, correlation.channels, "channels"));
  heavy->setAttr(kPositions, elementsAttribute(builder, correlation.positions, "positions"));
}

std::optional<SourceCorrelation> correlationOf(gan::Heavy heavy) {
  const std::vector<int64_t> shape = gan::showerShape(heavy.getSrc());
  const size_t channels = shape[1], positions = gan::showerElements(heavy.getSrc()) / channels;
  auto ofChannels = gan::exactValues(heavy->getAttr(kChannels)),
       ofPositions = gan::exactValues(heavy->getAttr(kPositions));
  if (!ofChannels || !ofPositions || ofChannels->size() != channels * channels ||
      ofPositions->size() != positions * positions)
    return std::nullopt;
  return SourceCorrelation{std::move(*ofChannels), std::move(*ofPositions)};
}

int64_t weightsOfOutput(gan::Heavy heavy) {
  return gan::showerElements(heavy.getWeight()) /
         gan::tensorType(heavy.getWeight()).getDimSize(heavy.getOutputAxis());
}

void setWindowProducts(gan::Heavy heavy, ArrayRef<std::vector<double>> products) {
  Builder builder(heavy.getContext());
  std::vector<double> all;
  for (const std::vector<double> &phase : products)
    all.insert(all.end(), phase.begin(), phase.end());
  heavy->setAttr(kWindows, elementsAttribute(builder, all, "windows"));
}

std::optional<std::vector<std::vector<double>>> windowProductsOf(gan::Heavy heavy) {
  const size_t weights = weightsOfOutput(heavy), size = weights * weights;
  const auto all = gan::exactValues(heavy->getAttr(kWindows));
  if (!all || all->size() != heavy.getPhaseCount() * size)
    return std::nullopt;
  std::vector<std::vector<double>> products;
  for (auto phase = all->begin(); phase != all->end(); phase += size)
    products.emplace_back(phase, phase + size);
  return products;
}

void eraseWindowProducts(gan::Heavy heavy) {
  heavy->removeAttr(kWindows);
}

void setChannelSquares(gan::Heavy heavy, ArrayRef<double> squares) {
  Builder builder(heavy.getContext());
  heavy->setAttr(kSquares, elementsAttribute(builder, squares, "squares"));
}

std::optional<std::vector<double>> channelSquaresOf(gan::Heavy heavy) {
  auto squares = gan::exactValues(heavy->getAttr(kSquares));
  const bool isOfSource = squares && int64_t(squares->size()) == gan::showerShape(heavy.getSrc())[1];
  return isOfSource ? std::move(squares) : std::nullopt;
}

void eraseLargeStatistics(ModuleOp module) {
  module.walk([](Operation *op) {
    for (const StringLiteral name : {kMean, kChannels, kPositions, kWindows, kSquares})
      op->removeAttr(name);
  });
  if (auto main = module.lookupSymbol<func::FuncOp>("main"))
    for (unsigned i = 0; i < main.getNumArguments(); i++)
      main.removeArgAttr(i, kMean);
}

static ValueStatistics statisticsOf(ArrayRef<float> values) {
  ValueStatistics statistics{{0, 0}, 0, std::nullopt};
  for (const double value : values) {
    statistics.range = unite(statistics.range, {value, value});
    statistics.magnitude += std::abs(value) / values.size();
  }
  return statistics;
}

/// Two numbers of `gan.range`.
static std::optional<numerics::Range> rangeIn(Attribute attribute) {
  const auto array = dyn_cast_or_null<ArrayAttr>(attribute);
  if (!array || array.size() != 2)
    return std::nullopt;
  const auto min = dyn_cast<FloatAttr>(array[0]), max = dyn_cast<FloatAttr>(array[1]);
  if (!min || !max)
    return std::nullopt;
  return numerics::Range{min.getValueAsDouble(), max.getValueAsDouble()};
}

FailureOr<ValueStatistics> statisticsOf(Value value) {
  if (const auto constant = gan::floatValues(value))
    return statisticsOf(*constant);
  const auto range = rangeIn(attributeOf(value, kRange));
  const auto magnitude = dyn_cast_or_null<FloatAttr>(attributeOf(value, kMagnitude));
  if (!range || !magnitude)
    return emitError(value.getLoc()) << "value has no statistics, expected the attributes '" << kRange
                                     << "' and '" << kMagnitude << "' from calibration";
  if (!std::isfinite(range->min) || !std::isfinite(range->max) || range->min > range->max)
    return emitError(value.getLoc()) << "range is [" << range->min << ", " << range->max
                                     << "], expected finite and ascending";
  return ValueStatistics{*range, magnitude.getValueAsDouble(), rangeIn(attributeOf(value, kExtremes))};
}

void setRanges(Value value, ArrayRef<std::pair<StringRef, numerics::Range>> ranges) {
  Builder builder(value.getContext());
  SmallVector<NamedAttribute> named;
  for (const auto &[name, range] : ranges)
    named.push_back(builder.getNamedAttr(name, builder.getF64ArrayAttr({range.min, range.max})));
  setAttribute(value, kRanges, builder.getDictionaryAttr(named));
}

std::optional<numerics::Range> rangeBy(StringRef estimator, Value value) {
  const auto ranges = dyn_cast_or_null<DictionaryAttr>(attributeOf(value, kRanges));
  return ranges ? rangeIn(ranges.get(estimator)) : std::nullopt;
}

void setEstimator(gan::Heavy heavy, StringRef estimator) {
  heavy->setAttr(kEstimator, StringAttr::get(heavy.getContext(), estimator));
}

StringRef estimatorOf(gan::Heavy heavy) {
  const auto name = heavy->getAttrOfType<StringAttr>(kEstimator);
  return name ? name.getValue() : "";
}

void setPrecision(gan::Heavy heavy, Precision precision) {
  heavy->setAttr(kPrecision, StringAttr::get(heavy.getContext(), textOf(precision)));
}

bool hasPrecision(gan::Heavy heavy) {
  return heavy->hasAttr(kPrecision);
}

FailureOr<Precision> precisionOf(gan::Heavy heavy) {
  const auto text = heavy->getAttrOfType<StringAttr>(kPrecision);
  const auto precision = text ? parsePrecision(text) : std::nullopt;
  if (!precision)
    return heavy->emitOpError() << "attribute '" << kPrecision << "' is " << heavy->getAttr(kPrecision)
                                << ", expected u8, s16 or f32 from gan-choose-precision";
  return *precision;
}

void setQuantized(ModuleOp module) {
  module->setAttr(kLevel, StringAttr::get(module.getContext(), kQuantized));
}

bool isQuantized(ModuleOp module) {
  const auto level = module->getAttrOfType<StringAttr>(kLevel);
  return level && level == kQuantized;
}

} // namespace ganc::quantize
