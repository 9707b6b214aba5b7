// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// gan.conv.

#include "dialects/gan/ops/Checks.h"
#include "dialects/gan/ops/Heavy.h"
#include "dialects/gan/ops/TensorTypes.h"
#include "dialects/gan/ops/Windows.h"

using namespace mlir;

namespace ganc::gan {

int64_t ConvOp::getOutputAxis() {
  return 0;
}
int64_t ConvOp::getInputAxis() {
  return 1;
}
int64_t ConvOp::getGroupCount() {
  return getGroup();
}

/// Extents of the result: (padded - reach) / stride + 1.
static LogicalResult resultSpace(ConvOp op, const Windows &windows, std::vector<int64_t> &space) {
  for (size_t axis = 0; axis < windows.strides.size(); axis++) {
    const int64_t extent = tensorType(op.getSrc()).getDimSize(axis + 2);
    const int64_t padded = extent + windows.padsLow[axis] + windows.padsHigh[axis];
    const int64_t reach = windows.reach(axis, tensorType(op.getWeight()).getDimSize(axis + 2));
    if (reach > padded)
      return emitErrorAbout(op, op.getSrc(), "src")
             << "kernel reaches over " << reach << " positions of space axis " << axis
             << ", expected at most the " << padded << " of src with padding";
    space.push_back((padded - reach) / windows.strides[axis] + 1);
  }
  return success();
}

LogicalResult ConvOp::verify() {
  const Windows windows(*this);
  std::vector<int64_t> space;
  if (failed(checkHeavyTypes(*this)) || failed(checkWindows(*this, windows)) ||
      failed(checkChannels(*this)) || failed(resultSpace(*this, windows, space)))
    return failure();
  return checkHeavyShapes(*this, outputChannels(*this), space);
}

FailureOr<numerics::Tensor> ConvOp::evaluate(ArrayRef<const numerics::Tensor *> operands,
                                             Arithmetic arithmetic) {
  return evaluateConvolution(*this, makeConvolution(*this, Windows(*this), Axis::conv), operands, arithmetic);
}

} // namespace ganc::gan
