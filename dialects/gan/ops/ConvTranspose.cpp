// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// gan.conv_transpose.

#include "dialects/gan/ops/Checks.h"
#include "dialects/gan/ops/Heavy.h"
#include "dialects/gan/ops/TensorTypes.h"
#include "dialects/gan/ops/Windows.h"

using namespace mlir;

namespace ganc::gan {

int64_t ConvTransposeOp::getOutputAxis() {
  return 1;
}
int64_t ConvTransposeOp::getInputAxis() {
  return 0;
}
int64_t ConvTransposeOp::getGroupCount() {
  return getGroup();
}

/// Extents of the result: (extent - 1) * stride + reach + output_padding - pads.
static LogicalResult resultSpace(ConvTransposeOp op, const Windows &windows, std::vector<int64_t> &space) {
  for (size_t axis = 0; axis < windows.strides.size(); axis++) {
    const int64_t extent = tensorType(op.getSrc()).getDimSize(axis + 2);
    const int64_t reach = windows.reach(axis, tensorType(op.getWeight()).getDimSize(axis + 2));
    const int64_t full = (extent - 1) * windows.strides[axis] + reach + op.getOutputPadding()[axis];
    const int64_t pads = windows.padsLow[axis] + windows.padsHigh[axis];
    if (pads >= full)
      return emitErrorAbout(op, op.getSrc(), "src")
             << "pads cut " << pads << " positions off space axis " << axis << ", expected less than the "
             << full << " there are";
    space.push_back(full - pads);
  }
  return success();
}

LogicalResult ConvTransposeOp::verify() {
  const Windows windows(*this);
  std::vector<int64_t> space;
  if (failed(checkHeavyTypes(*this)) || failed(checkWindows(*this, windows)) ||
      failed(checkChannels(*this)) ||
      failed(checkSteps(*this, "output_padding", getOutputPadding(), windows.strides.size(), 0)) ||
      failed(resultSpace(*this, windows, space)))
    return failure();
  return checkHeavyShapes(*this, outputChannels(*this), space);
}

FailureOr<numerics::Tensor> ConvTransposeOp::evaluate(ArrayRef<const numerics::Tensor *> operands,
                                                      Arithmetic arithmetic) {
  return evaluateConvolution(*this, makeConvolution(*this, Windows(*this), Axis::transposed), operands,
                             arithmetic);
}

} // namespace ganc::gan
