// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/gan/ops/Heavy.h"

#include "dialects/gan/ops/Activation.h"
#include "dialects/gan/ops/Checks.h"
#include "dialects/gan/ops/TensorTypes.h"

#include <limits>

using namespace mlir;

namespace ganc::gan {

/// Scales of the weight, one for each output channel.
static LogicalResult checkWeightScales(Heavy op, quant::UniformQuantizedPerAxisType type) {
  const int64_t axis = op.getOutputAxis(), rank = tensorType(op.getWeight()).getRank();
  if (type.getQuantizedDimension() != axis)
    return op->emitOpError() << "weight is quantized along axis " << type.getQuantizedDimension()
                             << ", expected " << axis << ", that of output channels";
  const int64_t scales = type.getScales().size();
  if (axis < rank && scales != tensorType(op.getWeight()).getDimSize(axis))
    return op->emitOpError() << "weight has " << scales << " scales, expected "
                             << tensorType(op.getWeight()).getDimSize(axis) << " as output channels";
  if (llvm::any_of(type.getZeroPoints(), [](int64_t zeroPoint) { return zeroPoint != 0; }))
    return op->emitOpError() << "weight has a zero point other than 0, expected none";
  const unsigned bits = type.getStorageTypeIntegralWidth();
  if (bits != 8 && bits != 16)
    return op->emitOpError() << "weight is stored in " << bits << " bits, expected 8 or 16";
  return success();
}

static LogicalResult checkWeightType(Heavy op) {
  const Type type = tensorType(op.getWeight()).getElementType();
  if (auto perAxis = dyn_cast<quant::UniformQuantizedPerAxisType>(type))
    return checkWeightScales(op, perAxis);
  if (failed(checkQuantizedPerTensor(op, op.getWeight(), "weight")))
    return failure();
  if (zeroOf(op.getWeight()) != 0)
    return op->emitOpError() << "weight has zero point " << storageOf(op.getWeight()).zeroPoint
                             << ", expected 0";
  return success();
}

static LogicalResult checkQuantization(Heavy op) {
  const bool quantized = isQuantized(op.getSrc());
  if (isQuantized(op.getWeight()) != quantized)
    return emitErrorAbout(op, op.getSrc(), "src")
           << "weight is " << (quantized ? "f32, expected quantized" : "quantized, expected f32")
           << " as src";
  if (quantized && !op.getMultiplier())
    return emitErrorAbout(op, op.getSrc(), "src")
           << "multiplier is missing, expected one as src is quantized";
  if (!quantized && op.getMultiplier())
    return emitErrorAbout(op, op.getSrc(), "src") << "multiplier is given, expected none as src is f32";
  if (!quantized && isQuantized(op->getResult(0)))
    return emitErrorAbout(op, op.getSrc(), "src") << "dst is quantized, expected f32 as src";
  return success();
}

LogicalResult checkHeavyTypes(Heavy op) {
  if (failed(checkTensors(op)))
    return failure();
  if (!hasBatch(op.getSrc()))
    return emitErrorAbout(op, op.getSrc(), "src") << "src has no batch, expected a dynamic first extent";
  for (const Value parameter : op->getOperands().drop_front())
    if (hasBatch(parameter))
      return emitErrorAbout(op, parameter, "parameter") << "parameter has a batch, expected a static shape";
  if (failed(checkQuantizedPerTensor(op, op.getSrc(), "src")) || failed(checkWeightType(op)) ||
      failed(checkQuantizedPerTensor(op, op->getResult(0), "dst")))
    return failure();
  return checkQuantization(op);
}

LogicalResult checkHeavyShapes(Heavy op, int64_t channels, ArrayRef<int64_t> space) {
  std::vector<int64_t> field{channels}, dst{ShapedType::kDynamic, channels};
  field.insert(field.end(), space.begin(), space.end());
  dst.insert(dst.end(), space.begin(), space.end());
  if (const Value bias = op.getBias()) {
    const ArrayRef<int64_t> shape = tensorType(bias).getShape();
    if (shape != ArrayRef(channels) && shape != ArrayRef(field))
      return emitErrorAbout(op, bias, "bias")
             << "bias is " << shapeText(shape) << ", expected " << channels << " or " << shapeText(field);
  }
  const int64_t scales = op.getPhaseCount() * channels;
  if (const Value multiplier = op.getMultiplier())
    if (const ArrayRef<int64_t> shape = tensorType(multiplier).getShape(); shape != ArrayRef(scales))
      return emitErrorAbout(op, multiplier, "multiplier")
             << "multiplier is " << shapeText(shape) << ", expected " << scales;
  return checkResultShape(op, dst);
}

namespace {
/// The steps after one sum.
struct Epilogue {
  Heavy op;
  Arithmetic arithmetic;
  bool fromIntegers = isQuantized(op.getSrc());
  bool toIntegers = isQuantized(op->getResult(0));
  Activation activation = op.getActivation();
  float slope = op.getSlope().convertToFloat();
  numerics::Storage storage = toIntegers ? storageOf(op->getResult(0)) : numerics::Storage{};

  double fromSum(double sum, const double *bias) const {
    if (arithmetic == Arithmetic::Float64)
      return activate(bias ? sum + *bias : sum, activation, slope);
    const float acc = static_cast<float>(sum);
    return activate(bias ? acc + static_cast<float>(*bias) : acc, activation, slope);
  }

  double fromAccumulator(double sum, double multiplier, const double *bias) const {
    const float value = numerics::rescale(static_cast<int32_t>(sum), static_cast<float>(multiplier),
                                          bias ? static_cast<float>(*bias) : 0.0f);
    const float activated = activate(value, activation, slope);
    return toIntegers ? numerics::roundToStorage(activated, storage) : activated;
  }
};
} // namespace

static bool fitsAccumulator(double sum) {
  return sum >= std::numeric_limits<int32_t>::min() && sum <= std::numeric_limits<int32_t>::max();
}

FailureOr<numerics::Tensor> finish(Heavy op, numerics::Tensor sums,
                                   ArrayRef<const numerics::Tensor *> operands, Arithmetic arithmetic) {
  const Epilogue epilogue{op, arithmetic};
  const numerics::Tensor *bias = op.getBias() ? operands[2] : nullptr;
  const numerics::Tensor *multiplier = op.getMultiplier() ? operands.back() : nullptr;
  const int64_t channels = sums.shape[1], positions = showerElements(op->getResult(0)) / channels;
  const bool field = bias && bias->shape.size() > 1;
  const std::vector<int64_t> phases = op.getPhaseOfPositions();
  for (size_t i = 0; i < sums.values.size(); i++) {
    double &value = sums.values[i];
    const int64_t channel = i / positions % channels;
    const double *b = bias ? &bias->values[field ? i % (channels * positions) : channel] : nullptr;
    if (!epilogue.fromIntegers)
      value = epilogue.fromSum(value, b);
    else if (fitsAccumulator(value))
      value = epilogue.fromAccumulator(
          value, multiplier->values[(phases.empty() ? 0 : phases[i % positions]) * channels + channel], b);
    else
      return op->emitOpError() << "accumulator is " << static_cast<int64_t>(value) << " in channel "
                               << channel << ", expected to fit 32 bits";
  }
  return sums;
}

} // namespace ganc::gan
