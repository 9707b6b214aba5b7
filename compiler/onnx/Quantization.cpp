// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/onnx/Quantization.h"

#include "compiler/onnx/ElementType.h"
#include "dialects/gan/Constants.h"
#include "dialects/gan/ops/TensorTypes.h"

#include "mlir/IR/Verifier.h"

using namespace mlir;

namespace ganc::onnx_import {

namespace {

enum Stored : int { kU8 = 2, kS8 = 3, kS32 = 6 };

struct Parameters {
  std::vector<float> scales;
  std::vector<int64_t> zeroPoints; ///< as many
  int elementType;
};

StringRef nameOfType(int elementType) {
  const ElementType *type = findElementType(elementType);
  return type ? type->name : "unknown type";
}

} // namespace

static ParseResult checkScales(Binder &node, unsigned scale, const Parameters &parameters) {
  if (parameters.scales.empty() || node.shape(scale).size() > 1)
    return node.error() << "scale is of shape " << printExtents(node.shape(scale))
                        << ", expected at most one axis";
  for (const float value : parameters.scales)
    if (!(value > 0))
      return node.error() << "scale is " << value << ", expected a positive number";
  return success();
}

/// The zero point's type is that of what is stored; u8 where there is none.
static ParseResult readZeroPoints(Binder &node, unsigned operand, Parameters &parameters) {
  const size_t count = parameters.scales.size();
  parameters.zeroPoints.assign(count, 0);
  if (!node.has(operand))
    return success();
  Integers given;
  if (node.integers(given, operand))
    return failure();
  if (given.values.size() != count)
    return node.error() << "zero point is of shape " << printExtents(given.shape)
                        << ", expected one for each of " << count << " scales";
  parameters.elementType = given.elementType;
  parameters.zeroPoints = given.values;
  return success();
}

/// Operands `scale` and the one behind it; `elementType` is what is stored unless the zero point says.
static ParseResult readParameters(Binder &node, unsigned scale, int elementType, Parameters &parameters) {
  parameters.elementType = elementType;
  if (node.floats(parameters.scales, scale) || checkScales(node, scale, parameters) ||
      readZeroPoints(node, scale + 1, parameters))
    return failure();
  const int type = parameters.elementType;
  if (type != kU8 && type != kS8 && type != kS32)
    return node.error() << "zero point is of " << nameOfType(type) << ", expected uint8, int8 or int32";
  if (type == kS32 && llvm::any_of(parameters.zeroPoints, [](int64_t zeroPoint) { return zeroPoint != 0; }))
    return node.error() << "zero point of int32 is not 0, expected 0";
  return success();
}

/// The element type of constants; that of activations is made of it by `storedInU8`.
static Type typeOf(Binder &node, const Parameters &parameters, int64_t axis) {
  const bool isSigned = parameters.elementType != kU8;
  const unsigned bits = parameters.elementType == kS32 ? 32 : 8;
  const Type storage = node.builder().getIntegerType(bits), f32 = node.builder().getF32Type();
  const unsigned flags = isSigned ? quant::QuantizationFlags::Signed : 0;
  const int64_t low = quant::QuantizedType::getDefaultMinimumForInteger(isSigned, bits);
  const int64_t high = quant::QuantizedType::getDefaultMaximumForInteger(isSigned, bits);
  const std::vector<double> scales(parameters.scales.begin(), parameters.scales.end());
  if (scales.size() == 1)
    return quant::UniformQuantizedType::getChecked([&] { return node.error(); }, flags, storage, f32,
                                                   scales[0], parameters.zeroPoints[0], low, high);
  return quant::UniformQuantizedPerAxisType::getChecked([&] { return node.error(); }, flags, storage, f32,
                                                        scales, parameters.zeroPoints, axis, low, high);
}

static ParseResult storedInU8(Binder &node, Parameters &parameters) {
  if (parameters.scales.size() != 1)
    return node.error() << "activation has " << parameters.scales.size() << " scales, expected one";
  if (parameters.elementType == kS32)
    return node.error() << "activation is stored in int32, expected uint8 or int8";
  if (parameters.elementType == kS8)
    parameters.zeroPoints[0] += 128;
  parameters.elementType = kU8;
  return success();
}

/// The axis of several scales, whose extent is their number.
static ParseResult checkAxis(Binder &node, const Parameters &parameters, ArrayRef<int64_t> shape,
                             int64_t &axis) {
  const int64_t count = parameters.scales.size();
  if (count == 1)
    return success();
  if (node.normalizeAxis(axis, shape.size()))
    return failure();
  if (shape[axis] != count)
    return node.error() << "scale is " << count << " numbers, expected one, or " << shape[axis]
                        << " as the extent of axis " << axis << " of " << printExtents(shape);
  return success();
}

template <typename Op> static Value verified(Op op) {
  return succeeded(verify(op.getOperation())) ? op.getDst() : Value();
}

//===- Stored values become f32 -------------------------------------------===//

static size_t storedBytes(Type element) {
  return cast<quant::QuantizedType>(element).getStorageTypeIntegralWidth() / 8;
}

static Value dequantizeStored(Binder &node, const Integers &stored, Type element) {
  const std::vector<int32_t> values(stored.values.begin(), stored.values.end());
  const auto type = element ? RankedTensorType::get(stored.shape, element) : RankedTensorType();
  if (!type || failed(node.spend(llvm::divideCeil(values.size() * storedBytes(element), sizeof(float)))))
    return nullptr;
  const Value constant = gan::makeStoredConstant(node.builder(), node.location(), values, type);
  return verified(gan::DequantizeOp::create(node.builder(), node.location(),
                                            RankedTensorType::get(stored.shape, node.builder().getF32Type()),
                                            constant));
}

static Value dequantizeConstant(Binder &node, unsigned operand, int64_t axis) {
  Integers stored;
  Parameters parameters;
  if (node.integers(stored, operand) || readParameters(node, operand + 1, stored.elementType, parameters) ||
      checkAxis(node, parameters, stored.shape, axis))
    return nullptr;
  if (stored.elementType != parameters.elementType) {
    node.error() << "zero point is of " << nameOfType(parameters.elementType) << ", expected "
                 << nameOfType(stored.elementType) << " as what is stored";
    return nullptr;
  }
  return dequantizeStored(node, stored, typeOf(node, parameters, axis));
}

static Value dequantizeActivation(Binder &node, Value src, unsigned scale) {
  Parameters parameters;
  if (readParameters(node, scale, kU8, parameters) || storedInU8(node, parameters))
    return nullptr;
  const Type type = typeOf(node, parameters, 0), own = getElementTypeOrSelf(src.getType());
  if (type && type != own) {
    node.error() << "operand is stored as " << own << ", expected " << type
                 << " as scale and zero point say: integers are not given another meaning";
    return nullptr;
  }
  const auto f32 = RankedTensorType::get(shapeOf(src), node.builder().getF32Type());
  return type ? verified(gan::DequantizeOp::create(node.builder(), node.location(), f32, src)) : Value();
}

Value dequantizeOperand(Binder &node, unsigned operand, int64_t axis) {
  if (node.isIntegers(operand))
    return dequantizeConstant(node, operand, axis);
  Value src;
  if (node.tensor(src, operand))
    return nullptr;
  if (gan::isQuantized(src))
    return dequantizeActivation(node, src, operand + 1);
  node.error() << "operand " << operand << " is float, expected stored integers";
  return nullptr;
}

ParseResult dequantizeBias(Binder &node, unsigned operand, Value src, Value weight, Value &bias) {
  bias = nullptr;
  if (!node.has(operand))
    return success();
  const std::vector<gan::Scale> scales = gan::scalesOf(weight.getDefiningOp()->getOperand(0));
  const float srcScale = gan::scalesOf(src.getDefiningOp()->getOperand(0))[0].scale;
  Integers stored;
  if (node.integers(stored, operand))
    return failure();
  if (stored.elementType != kS32 || stored.shape.size() != 1)
    return node.error() << "bias is of " << nameOfType(stored.elementType) << " and shape "
                        << printExtents(stored.shape) << ", expected int32 and one axis";
  Parameters parameters{{}, std::vector<int64_t>(scales.size(), 0), kS32};
  for (const gan::Scale &scale : scales)
    parameters.scales.push_back(srcScale * static_cast<float>(scale.scale));
  int64_t axis = 0;
  if (checkAxis(node, parameters, stored.shape, axis))
    return failure();
  bias = dequantizeStored(node, stored, typeOf(node, parameters, axis));
  return success(bias != nullptr);
}

Value transposeDequantized(Binder &node, Value matrix) {
  auto dequantize = matrix.getDefiningOp<gan::DequantizeOp>();
  const auto stored = dequantize ? gan::storedValues(dequantize.getSrc()) : std::nullopt;
  const ArrayRef<int64_t> shape = shapeOf(matrix);
  if (!stored || shape.size() != 2)
    return nullptr;
  Integers transposed{{shape[1], shape[0]}, std::vector<int64_t>(stored->size())};
  for (int64_t row = 0; row < shape[0]; row++)
    for (int64_t column = 0; column < shape[1]; column++)
      transposed.values[column * shape[0] + row] = (*stored)[row * shape[1] + column];
  Type element = getElementTypeOrSelf(dequantize.getSrc().getType());
  if (const auto perAxis = dyn_cast<quant::UniformQuantizedPerAxisType>(element))
    element = quant::UniformQuantizedPerAxisType::get(
        perAxis.getFlags(), perAxis.getStorageType(), perAxis.getExpressedType(), perAxis.getScales(),
        perAxis.getZeroPoints(), 1 - perAxis.getQuantizedDimension(), perAxis.getStorageTypeMin(),
        perAxis.getStorageTypeMax());
  return dequantizeStored(node, transposed, element);
}

//===- f32 values are stored ----------------------------------------------===//

Value quantize(Binder &node, Value src, unsigned scale) {
  Parameters parameters;
  if (!src || readParameters(node, scale, kU8, parameters) || storedInU8(node, parameters))
    return nullptr;
  const Type type = typeOf(node, parameters, 0);
  if (!type)
    return nullptr;
  return verified(gan::QuantizeOp::create(node.builder(), node.location(),
                                          RankedTensorType::get(shapeOf(src), type), src));
}

LogicalResult defineStored(Binder &node, int64_t axis) {
  std::vector<float> src;
  Parameters parameters;
  const std::vector<int64_t> shape = node.shape(0).vec();
  if (node.floats(src, 0) || readParameters(node, 1, kU8, parameters) ||
      checkAxis(node, parameters, shape, axis))
    return failure();
  if (failed(node.spend(src.size() * (sizeof(int64_t) / sizeof(float)))))
    return failure();
  int64_t inner = 1;
  for (const int64_t extent : ArrayRef(shape).drop_front(std::min<size_t>(axis + 1, shape.size())))
    inner *= extent;
  const bool isU8 = parameters.elementType == kU8;
  Integers stored{shape, {}, parameters.elementType};
  for (size_t i = 0; i < src.size(); i++) {
    const size_t row = i / inner % parameters.scales.size();
    const auto zeroPoint = static_cast<int32_t>(parameters.zeroPoints[row]);
    stored.values.push_back(numerics::roundToStorage(src[i] / parameters.scales[row],
                                                     {isU8 ? 0 : -128, isU8 ? 255 : 127, zeroPoint}));
  }
  return node.define(0, std::move(stored));
}

} // namespace ganc::onnx_import
