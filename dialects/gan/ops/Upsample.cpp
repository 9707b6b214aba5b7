// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// gan.upsample and gan.tile: both multiply extents; one repeats elements, the other the whole.

#include "dialects/gan/ops/Checks.h"
#include "dialects/gan/ops/Moves.h"
#include "dialects/gan/ops/TensorTypes.h"

#include "llvm/ADT/STLExtras.h"

using namespace mlir;

namespace ganc::gan {

/// `factors` multiply the extents of src.
static LogicalResult verifyFactors(Move op, StringRef name, ArrayRef<int64_t> factors) {
  if (failed(checkMoveOfAxes(op)))
    return failure();
  std::vector<int64_t> dst = tensorType(op->getOperand(0)).getShape();
  if (failed(checkSteps(op, name, factors, dst.size(), 1)))
    return failure();
  for (size_t axis = 0; axis < dst.size(); axis++)
    if (!ShapedType::isDynamic(dst[axis]))
      dst[axis] *= factors[axis];
    else if (factors[axis] != 1)
      return op->emitOpError() << name << " of the batch is " << factors[axis] << ", expected 1";
  return checkResultShape(op, dst);
}

LogicalResult UpsampleOp::verify() {
  if (failed(verifyFactors(*this, "factors", getFactors())))
    return failure();
  if (hasBatch(getSrc()) && getFactors().size() > 1 && getFactors()[1] != 1)
    return emitOpError() << "factors of the channels is " << getFactors()[1] << ", expected 1";
  return success();
}

LogicalResult TileOp::verify() {
  return verifyFactors(*this, "repeats", getRepeats());
}

OpFoldResult UpsampleOp::fold(FoldAdaptor) {
  const bool copies = llvm::all_of(getFactors(), [](int64_t factor) { return factor == 1; });
  return copies ? OpFoldResult(getSrc()) : OpFoldResult();
}

std::vector<MoveSource> UpsampleOp::getSources() {
  const ArrayRef<int64_t> factors = getFactors();
  return sourcesOf(*this, [&](std::vector<int64_t> &index) {
    for (size_t axis = 0; axis < index.size(); axis++)
      index[axis] /= factors[axis];
    return true;
  });
}

std::vector<MoveSource> TileOp::getSources() {
  const std::vector<int64_t> src = showerShape(getSrc());
  return sourcesOf(*this, [&](std::vector<int64_t> &index) {
    for (size_t axis = 0; axis < index.size(); axis++)
      index[axis] %= src[axis];
    return true;
  });
}

FailureOr<numerics::Tensor> UpsampleOp::evaluate(ArrayRef<const numerics::Tensor *> operands, Arithmetic) {
  return evaluateMove(*this, operands);
}

FailureOr<numerics::Tensor> TileOp::evaluate(ArrayRef<const numerics::Tensor *> operands, Arithmetic) {
  return evaluateMove(*this, operands);
}

} // namespace ganc::gan
