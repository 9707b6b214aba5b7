// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// gan.quantize and gan.dequantize: float32 steps in either arithmetic.

#include "dialects/gan/ops/Checks.h"
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

static float scaleOf(Value value) {
  return static_cast<float>(cast<quant::UniformQuantizedType>(tensorType(value).getElementType()).getScale());
}

LogicalResult QuantizeOp::verify() {
  return verifyConversion(*this, getDst(), "dst");
}
LogicalResult DequantizeOp::verify() {
  return verifyConversion(*this, getSrc(), "src");
}

FailureOr<numerics::Tensor> QuantizeOp::evaluate(ArrayRef<const numerics::Tensor *> operands, Arithmetic) {
  numerics::Tensor dst = *operands[0];
  const float inverse = 1.0f / scaleOf(getDst());
  const numerics::Storage storage = storageOf(getDst());
  for (double &value : dst.values)
    value = numerics::roundToStorage(static_cast<float>(value) * inverse, storage);
  return dst;
}

FailureOr<numerics::Tensor> DequantizeOp::evaluate(ArrayRef<const numerics::Tensor *> operands, Arithmetic) {
  numerics::Tensor dst = *operands[0];
  const float scale = scaleOf(getSrc());
  const int32_t zeroPoint = storageOf(getSrc()).zeroPoint;
  for (double &value : dst.values)
    value = numerics::dequantize(static_cast<int32_t>(value), scale, zeroPoint);
  return dst;
}

} // namespace ganc::gan
