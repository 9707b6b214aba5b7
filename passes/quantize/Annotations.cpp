// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "passes/quantize/Annotations.h"

#include "dialects/gan/Constants.h"

#include <cmath>

using namespace mlir;

namespace ganc::quantize {

static constexpr StringLiteral kRange = "gan.range", kMagnitude = "gan.magnitude",
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
}

static ValueStatistics statisticsOf(ArrayRef<float> values) {
  ValueStatistics statistics{{0, 0}, 0};
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
  return ValueStatistics{*range, magnitude.getValueAsDouble()};
}

void setPrecision(gan::Heavy heavy, Precision precision) {
  heavy->setAttr(kPrecision, StringAttr::get(heavy.getContext(), textOf(precision)));
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
