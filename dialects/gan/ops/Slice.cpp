// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// gan.slice.

#include "dialects/gan/ops/Checks.h"
#include "dialects/gan/ops/Moves.h"
#include "dialects/gan/ops/TensorTypes.h"

using namespace mlir;

namespace ganc::gan {

LogicalResult SliceOp::verify() {
  const int64_t axis = getAxis(), begin = getBegin();
  if (failed(checkMoveOfAxes(*this)) || failed(checkAxis(*this, getSrc(), axis)))
    return failure();
  std::vector<int64_t> shape = tensorType(getSrc()).getShape();
  const int64_t extent = shape[axis], kept = tensorType(getDst()).getDimSize(axis);
  if (begin < 0 || begin > extent - kept)
    return emitErrorAbout(*this, getSrc(), "src") << "slice of " << kept << " elements begins at " << begin
                                                  << ", expected to lie inside the " << extent << " of src";
  shape[axis] = kept;
  return checkResultShape(*this, shape);
}

OpFoldResult SliceOp::fold(FoldAdaptor) {
  return getSrc().getType() == getDst().getType() ? OpFoldResult(getSrc()) : OpFoldResult();
}

std::vector<MoveSource> SliceOp::getSources() {
  return sourcesOf(*this, [&](std::vector<int64_t> &index) {
    index[getAxis()] += getBegin();
    return true;
  });
}

FailureOr<numerics::Tensor> SliceOp::evaluate(ArrayRef<const numerics::Tensor *> operands, Arithmetic) {
  return evaluateMove(*this, operands);
}

} // namespace ganc::gan
