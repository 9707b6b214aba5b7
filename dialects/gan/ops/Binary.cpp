// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// add, sub, mul, div: operands aligned at the last axis, extents equal or one.

#include "dialects/gan/ops/Checks.h"
#include "dialects/gan/ops/Map.h"
#include "dialects/gan/ops/TensorTypes.h"

#include <functional>

using namespace mlir;

namespace ganc::gan {

/// Extent of `shape` at `axis` of a tensor of `rank` axes, 1 where it has none.
static int64_t alignedExtent(ArrayRef<int64_t> shape, size_t rank, size_t axis) {
  const size_t missing = rank - shape.size();
  return axis < missing ? 1 : shape[axis - missing];
}

static LogicalResult verifyBinary(Operation *op) {
  if (failed(checkTensors(op)))
    return failure();
  const Value lhs = op->getOperand(0);
  const ArrayRef<int64_t> left = tensorType(lhs).getShape(), right = tensorType(op->getOperand(1)).getShape();
  const size_t rank = std::max(left.size(), right.size());
  std::vector<int64_t> dst;
  for (size_t axis = 0; axis < rank; axis++) {
    const int64_t l = alignedExtent(left, rank, axis), r = alignedExtent(right, rank, axis);
    if (l != r && l != 1 && r != 1)
      return emitErrorAbout(op, lhs, "lhs")
             << "rhs is " << shapeText(right) << ", expected extents of " << shapeText(left) << " or one";
    dst.push_back(l == 1 ? r : l);
  }
  return checkResultShape(op, dst);
}

/// Element of an operand that belongs to `index` of the result.
static int64_t broadcastElement(ArrayRef<int64_t> index, ArrayRef<int64_t> shape) {
  const size_t missing = index.size() - shape.size();
  int64_t element = 0;
  for (size_t axis = 0; axis < shape.size(); axis++)
    element = element * shape[axis] + (shape[axis] == 1 ? 0 : index[axis + missing]);
  return element;
}

template <typename Function>
static numerics::Tensor evaluateBinary(Operation *op, ArrayRef<const numerics::Tensor *> operands,
                                       Arithmetic arithmetic, Function function) {
  numerics::Tensor dst = makeResult(op->getResult(0), operands);
  const numerics::Tensor &lhs = *operands[0], &rhs = *operands[1];
  for (size_t i = 0; i < dst.values.size(); i++) {
    const std::vector<int64_t> index = indexOf(i, dst.shape);
    dst.values[i] = apply(arithmetic, function, lhs.values[broadcastElement(index, lhs.shape)],
                          rhs.values[broadcastElement(index, rhs.shape)]);
  }
  return dst;
}

using Operands = ArrayRef<const numerics::Tensor *>;

LogicalResult AddOp::verify() {
  return verifyBinary(*this);
}
LogicalResult SubOp::verify() {
  return verifyBinary(*this);
}
LogicalResult MulOp::verify() {
  return verifyBinary(*this);
}
LogicalResult DivOp::verify() {
  return verifyBinary(*this);
}

FailureOr<numerics::Tensor> AddOp::evaluate(Operands operands, Arithmetic arithmetic) {
  return evaluateBinary(*this, operands, arithmetic, std::plus<>());
}
FailureOr<numerics::Tensor> SubOp::evaluate(Operands operands, Arithmetic arithmetic) {
  return evaluateBinary(*this, operands, arithmetic, std::minus<>());
}
FailureOr<numerics::Tensor> MulOp::evaluate(Operands operands, Arithmetic arithmetic) {
  return evaluateBinary(*this, operands, arithmetic, std::multiplies<>());
}
FailureOr<numerics::Tensor> DivOp::evaluate(Operands operands, Arithmetic arithmetic) {
  return evaluateBinary(*this, operands, arithmetic, std::divides<>());
}

} // namespace ganc::gan
