// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/NodeWork.h"

#include "dialects/gan/ops/Geometry.h"
#include "dialects/gan/ops/TensorTypes.h"

using namespace mlir;

namespace ganc {

static int64_t elements(ArrayRef<int64_t> shape) {
  int64_t count = 1;
  for (const int64_t extent : shape)
    count *= extent;
  return count;
}

int64_t naiveMultiplyAccumulates(gan::Heavy op) {
  const bool scatters = isa<gan::ConvTransposeOp>(op.getOperation());
  const Value positions = scatters ? op.getSrc() : op->getResult(0);
  return gan::showerElements(op.getWeight()) * elements(gan::tensorType(positions).getShape().drop_front(2));
}

int64_t multiplyAccumulates(gan::Heavy op) {
  int64_t products = 0;
  for (const gan::Convolution &convolution : gan::convolutionsOf(op))
    products += gan::multiplyAccumulates(convolution);
  return products;
}

static int64_t storedBytes(Value tensor) {
  const auto quantized = dyn_cast<quant::QuantizedType>(getElementTypeOrSelf(tensor.getType()));
  const int64_t bytes = quantized ? quantized.getStorageTypeIntegralWidth() / 8 : sizeof(float);
  return gan::showerElements(tensor) * bytes;
}

int64_t parameterBytes(Operation *op) {
  int64_t bytes = 0;
  for (const Value operand : op->getOperands())
    if (operand.getDefiningOp<gan::ConstantOp>())
      bytes += storedBytes(operand);
  return bytes;
}

int64_t resultBytes(Operation *op) {
  return isa<gan::ReshapeOp>(op) ? 0 : storedBytes(op->getResult(0));
}

std::string storageName(Type tensor) {
  const auto quantized = dyn_cast<quant::QuantizedType>(getElementTypeOrSelf(tensor));
  if (!quantized)
    return "f32";
  return (quantized.isSigned() ? "s" : "u") + std::to_string(quantized.getStorageTypeIntegralWidth());
}

} // namespace ganc
