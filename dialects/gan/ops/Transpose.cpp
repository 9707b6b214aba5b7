// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// gan.transpose.

#include "dialects/gan/ops/Checks.h"
#include "dialects/gan/ops/Moves.h"
#include "dialects/gan/ops/TensorTypes.h"

#include "llvm/ADT/STLExtras.h"

using namespace mlir;

namespace ganc::gan {

LogicalResult TransposeOp::verify() {
  if (failed(checkMoveOfAxes(*this)))
    return failure();
  const ArrayRef<int64_t> src = tensorType(getSrc()).getShape(), permutation = getPermutation();
  std::vector<int64_t> sorted = permutation.vec();
  llvm::sort(sorted);
  if (!llvm::equal(sorted, llvm::seq<int64_t>(src.size())))
    return emitOpError() << "permutation is [" << permutation << "], expected each of the " << src.size()
                         << " axes once";
  if (hasBatch(getSrc()) && permutation[0] != 0)
    return emitOpError() << "permutation begins with axis " << permutation[0] << ", expected 0, the batch";
  std::vector<int64_t> dst;
  for (const int64_t axis : permutation)
    dst.push_back(src[axis]);
  return checkResultShape(*this, dst);
}

OpFoldResult TransposeOp::fold(FoldAdaptor) {
  return llvm::is_sorted(getPermutation()) ? OpFoldResult(getSrc()) : OpFoldResult();
}

std::vector<MoveSource> TransposeOp::getSources() {
  const ArrayRef<int64_t> permutation = getPermutation();
  return sourcesOf(*this, [&](std::vector<int64_t> &index) {
    const std::vector<int64_t> dst = index;
    for (size_t axis = 0; axis < dst.size(); axis++)
      index[permutation[axis]] = dst[axis];
    return true;
  });
}

FailureOr<numerics::Tensor> TransposeOp::evaluate(ArrayRef<const numerics::Tensor *> operands, Arithmetic) {
  return evaluateMove(*this, operands);
}

} // namespace ganc::gan
