// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/gan/ops/Heavy.h"

#include "dialects/gan/ops/Activation.h"
#include "dialects/gan/ops/Checks.h"
#include "dialects/gan/ops/Convolution.h"
#include "dialects/gan/ops/TensorTypes.h"

#include <cmath>

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

/// Without a multiplier the scales of src, weight and dst say all, and the bias is of integers.
static LogicalResult checkLiteral(Heavy op) {
  if (!isQuantized(op->getResult(0)))
    return emitErrorAbout(op, op.getSrc(), "src")
           << "multiplier is missing, expected one as src is quantized and dst is not";
  if (const Value bias = op.getBias(); bias && !isStoredWord(bias))
    return emitErrorAbout(op, bias, "bias") << "bias is of " << tensorType(bias).getElementType()
                                            << ", expected stored in 32 bits without multiplier";
  return success();
}

static LogicalResult checkQuantization(Heavy op) {
  const bool quantized = isQuantized(op.getSrc());
  if (op.getRowSums() && !op.getMultiplier())
    return emitErrorAbout(op, op.getSrc(), "src") << "row_sums is given, expected none without multiplier";
  if (isQuantized(op.getWeight()) != quantized)
    return emitErrorAbout(op, op.getSrc(), "src")
           << "weight is " << (quantized ? "f32, expected quantized" : "quantized, expected f32")
           << " as src";
  if (quantized && !op.getMultiplier())
    return checkLiteral(op);
  if (const Value bias = op.getBias(); bias && isQuantized(bias))
    return emitErrorAbout(op, bias, "bias") << "bias is quantized, expected f32";
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
  bool rowSums = op.getRowSums();
  bool toIntegers = isQuantized(op->getResult(0));
  Activation activation = op.getActivation();
  float slope = op.getSlope().convertToFloat();
  numerics::Storage storage = toIntegers ? storageOf(op->getResult(0)) : numerics::Storage{};
  std::vector<Scale> weightScales = fromIntegers ? scalesOf(op.getWeight()) : std::vector<Scale>();
  double factor =
      fromIntegers && toIntegers ? scalesOf(op.getSrc())[0].scale / scalesOf(op->getResult(0))[0].scale : 0.0;

  double fromSum(double sum, const double *bias) const {
    if (arithmetic == Arithmetic::Float64)
      return activate(bias ? sum + *bias : sum, activation, slope);
    const float acc = static_cast<float>(sum);
    return activate(bias ? acc + static_cast<float>(*bias) : acc, activation, slope);
  }

  double fromAccumulator(double sum, double multiplier, const double *bias) const {
    const float m = static_cast<float>(multiplier), b = bias ? static_cast<float>(*bias) : 0.0f;
    const float value = rowSums ? numerics::rescale(static_cast<float>(sum), m, b)
                                : numerics::rescale(static_cast<int32_t>(sum), m, b);
    const float activated = activate(value, activation, slope);
    return toIntegers ? numerics::roundToStorage(activated, storage) : activated;
  }

  /// `row` counts phases and channels.
  double literally(double sum, int64_t row) const {
    const float scale = weightScales[row % weightScales.size()].scale; // groups share scales
    const double value = numerics::rescaleExactly(static_cast<int32_t>(sum), scale, factor);
    return numerics::roundToStorage(activate(value, activation, slope), storage);
  }
};
} // namespace

static LogicalResult accumulatorOverflows(Heavy op, double sum, int64_t channel) {
  InFlightDiagnostic diagnostic = op->emitOpError();
  if (op.getRowSums())
    diagnostic << "sum of a row of taps is too large";
  else
    diagnostic << "accumulator is " << static_cast<int64_t>(sum);
  return diagnostic << " in channel " << channel << ", expected to fit 32 bits";
}

/// Sums of rows were checked as they were added up.
static bool fitsAccumulators(Heavy op, double sum) {
  return op.getRowSums() ? std::isfinite(sum) : fitsAccumulator(sum);
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
    const int64_t row = (phases.empty() ? 0 : phases[i % positions]) * channels + channel;
    if (epilogue.fromIntegers && !multiplier && b)
      value += *b;
    if (!epilogue.fromIntegers)
      value = epilogue.fromSum(value, b);
    else if (fitsAccumulators(op, value))
      value = multiplier ? epilogue.fromAccumulator(value, multiplier->values[row], b)
                         : epilogue.literally(value, row);
    else
      return accumulatorOverflows(op, value, channel);
  }
  return sums;
}

FailureOr<std::vector<double>> bareSums(Heavy op, std::vector<double> weights, std::vector<double> source) {
  auto bare = cast<Heavy>(op->clone());
  bare.getBiasMutable().clear();
  bare.setActivation(Activation::None);
  bare.setRowSums(false);
  numerics::Tensor src(showerShape(op.getSrc())), weight(showerShape(op.getWeight()));
  src.values = std::move(source);
  weight.values = std::move(weights);
  auto sums = cast<Evaluate>(bare.getOperation()).evaluate({&src, &weight}, Arithmetic::Float64);
  bare->destroy();
  if (failed(sums))
    return failure();
  return std::move(sums->values);
}

} // namespace ganc::gan
