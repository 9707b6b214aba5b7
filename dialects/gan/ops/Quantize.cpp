// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// gan.quantize and gan.dequantize: in float32 one rounding for each step, in float64 as a quantized model means it.

#include "dialects/gan/ops/Checks.h"
#include "dialects/gan/ops/Map.h"
#include "dialects/gan/ops/TensorTypes.h"

using namespace mlir;

namespace ganc::gan {

/// `value` is quantized per tensor, and dst has the shape of src.
static LogicalResult verifyConversion(Operation *op, Value value, StringRef role) {
  if (failed(checkTensors(op)) || failed(checkQuantizedPerTensor(op, value, role)))
    return failure();
  if (!isQuantized(value))
    return emitErrorAbout(op, value, role) << role << " is f32, expected quantized";
  return checkResultShape(op, tensorType(op->getOperand(0)).getShape());
}

LogicalResult QuantizeOp::verify() {
  return verifyConversion(*this, getDst(), "dst");
}

/// Scales along an axis that the constant has.
static LogicalResult verifyScalesAlongAxis(DequantizeOp op, quant::UniformQuantizedPerAxisType type) {
  const RankedTensorType src = tensorType(op.getSrc());
  const int64_t axis = type.getQuantizedDimension(), scales = type.getScales().size();
  if (hasBatch(op.getSrc()) || axis >= src.getRank() || src.getDimSize(axis) != scales)
    return emitErrorAbout(op, op.getSrc(), "src")
           << "src has " << scales << " scales along axis " << axis << ", expected one for each entry of it, "
           << "and no batch";
  return checkResultShape(op, src.getShape());
}

LogicalResult DequantizeOp::verify() {
  const Type type = tensorType(getSrc()).getElementType();
  if (const auto perAxis = dyn_cast<quant::UniformQuantizedPerAxisType>(type))
    return failed(checkTensors(*this)) ? failure() : verifyScalesAlongAxis(*this, perAxis);
  if (isStoredWord(getSrc()) && !hasBatch(getSrc()))
    return failed(checkTensors(*this)) ? failure() : checkResultShape(*this, tensorType(getSrc()).getShape());
  return verifyConversion(*this, getSrc(), "src");
}

FailureOr<numerics::Tensor> QuantizeOp::evaluate(ArrayRef<const numerics::Tensor *> operands,
                                                 Arithmetic arithmetic) {
  const numerics::Storage storage = storageOf(getDst());
  const double scale = scalesOf(getDst())[0].scale;
  return map(*operands[0], arithmetic, [&](auto value) {
    return numerics::roundToStorage(value / static_cast<decltype(value)>(scale), storage);
  });
}

FailureOr<numerics::Tensor> DequantizeOp::evaluate(ArrayRef<const numerics::Tensor *> operands,
                                                   Arithmetic arithmetic) {
  const std::vector<Scale> scales = scalesOf(getSrc());
  int64_t inner = 1; // elements of one scale that are neighbors
  if (const auto perAxis =
          dyn_cast<quant::UniformQuantizedPerAxisType>(tensorType(getSrc()).getElementType()))
    for (const int64_t extent :
         tensorType(getSrc()).getShape().drop_front(perAxis.getQuantizedDimension() + 1))
      inner *= extent;
  numerics::Tensor dst = *operands[0];
  for (size_t i = 0; i < dst.values.size(); i++) {
    const Scale &own = scales[i / inner % scales.size()];
    dst.values[i] = apply(
        arithmetic, [](auto distance, auto scale) { return distance * scale; },
        dst.values[i] - static_cast<double>(own.zeroPoint), own.scale);
  }
  return dst;
}

} // namespace ganc::gan
