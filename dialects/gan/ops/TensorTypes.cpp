// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/gan/ops/TensorTypes.h"

using namespace mlir;

namespace ganc::gan {

RankedTensorType tensorType(Value value) {
  return cast<RankedTensorType>(value.getType());
}

bool hasBatch(Value value) {
  const RankedTensorType type = tensorType(value);
  return type.getRank() > 0 && type.isDynamicDim(0);
}

bool isQuantized(Value value) {
  return isa<quant::QuantizedType>(getElementTypeOrSelf(value.getType()));
}

std::vector<int64_t> showerShape(Value value) {
  std::vector<int64_t> shape = tensorType(value).getShape().vec();
  if (hasBatch(value))
    shape.front() = 1;
  return shape;
}

int64_t showerElements(Value value) {
  return numerics::elementCount(showerShape(value));
}

numerics::Storage storageOf(Value value) {
  const auto type = cast<quant::UniformQuantizedType>(tensorType(value).getElementType());
  return {static_cast<int32_t>(type.getStorageTypeMin()), static_cast<int32_t>(type.getStorageTypeMax()),
          static_cast<int32_t>(type.getZeroPoint())};
}

double zeroOf(Value value) {
  return isQuantized(value) ? storageOf(value).zeroPoint : 0.0;
}

std::vector<Scale> scalesOf(Value value) {
  const Type type = tensorType(value).getElementType();
  if (const auto uniform = dyn_cast<quant::UniformQuantizedType>(type))
    return {{uniform.getScale(), uniform.getZeroPoint()}};
  const auto perAxis = cast<quant::UniformQuantizedPerAxisType>(type);
  std::vector<Scale> scales;
  for (const auto [scale, zeroPoint] : llvm::zip_equal(perAxis.getScales(), perAxis.getZeroPoints()))
    scales.push_back({scale, zeroPoint});
  return scales;
}

bool isStoredWord(Value value) {
  const auto type = dyn_cast<quant::QuantizedType>(tensorType(value).getElementType());
  return type && type.getStorageTypeIntegralWidth() == 32;
}

std::vector<int64_t> indexOf(int64_t element, ArrayRef<int64_t> shape) {
  std::vector<int64_t> index(shape.size());
  for (size_t axis = shape.size(); axis-- > 0; element /= shape[axis])
    index[axis] = element % shape[axis];
  return index;
}

int64_t elementOf(ArrayRef<int64_t> index, ArrayRef<int64_t> shape) {
  int64_t element = 0;
  for (size_t axis = 0; axis < shape.size(); axis++)
    element = element * shape[axis] + index[axis];
  return element;
}

numerics::Tensor makeResult(Value value, ArrayRef<const numerics::Tensor *> operands) {
  std::vector<int64_t> shape = showerShape(value);
  if (!hasBatch(value))
    return numerics::Tensor(std::move(shape));
  Operation *op = value.getDefiningOp();
  for (unsigned i = 0; i < operands.size(); i++)
    if (hasBatch(op->getOperand(i)))
      shape.front() = operands[i]->batch();
  return numerics::Tensor(std::move(shape));
}

} // namespace ganc::gan
