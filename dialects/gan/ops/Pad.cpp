// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// gan.pad.

#include "dialects/gan/ops/Checks.h"
#include "dialects/gan/ops/Moves.h"
#include "dialects/gan/ops/TensorTypes.h"

#include "llvm/ADT/STLExtras.h"

using namespace mlir;

namespace ganc::gan {

LogicalResult PadOp::verify() {
  if (failed(checkMoveOfAxes(*this)))
    return failure();
  std::vector<int64_t> dst = tensorType(getSrc()).getShape();
  if (failed(checkSteps(*this, "low", getLow(), dst.size(), 0)) ||
      failed(checkSteps(*this, "high", getHigh(), dst.size(), 0)))
    return failure();
  for (size_t axis = 0; axis < dst.size(); axis++) {
    const int64_t padding = getLow()[axis] + getHigh()[axis];
    if (!ShapedType::isDynamic(dst[axis]))
      dst[axis] += padding;
    else if (padding != 0)
      return emitOpError() << "padding of the batch is " << padding << ", expected 0";
  }
  return checkResultShape(*this, dst);
}

OpFoldResult PadOp::fold(FoldAdaptor) {
  const auto isZero = [](int64_t padding) { return padding == 0; };
  return llvm::all_of(getLow(), isZero) && llvm::all_of(getHigh(), isZero) ? OpFoldResult(getSrc())
                                                                           : OpFoldResult();
}

std::vector<MoveSource> PadOp::getSources() {
  const ArrayRef<int64_t> low = getLow();
  const std::vector<int64_t> src = showerShape(getSrc());
  return sourcesOf(*this, [&](std::vector<int64_t> &index) {
    bool inside = true;
    for (size_t axis = 0; axis < index.size(); axis++) {
      index[axis] -= low[axis];
      inside &= index[axis] >= 0 && index[axis] < src[axis];
    }
    return inside;
  });
}

FailureOr<numerics::Tensor> PadOp::evaluate(ArrayRef<const numerics::Tensor *> operands, Arithmetic) {
  return evaluateMove(*this, operands);
}

} // namespace ganc::gan
