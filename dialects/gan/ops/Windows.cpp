// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/gan/ops/Windows.h"

#include "dialects/gan/ops/Checks.h"
#include "dialects/gan/ops/Heavy.h"
#include "dialects/gan/ops/TensorTypes.h"

using namespace mlir;

namespace ganc::gan {

LogicalResult checkWindows(Heavy op, const Windows &windows) {
  const int64_t rank = tensorType(op.getSrc()).getRank();
  if (rank < 3 || rank > 5)
    return emitErrorAbout(op, op.getSrc(), "src") << "src has " << rank << " axes, expected 3 to 5";
  if (const int64_t axes = tensorType(op.getWeight()).getRank(); axes != rank)
    return emitErrorAbout(op, op.getSrc(), "src")
           << "weight has " << axes << " axes, expected " << rank << " to match src";
  const size_t space = rank - 2;
  return success(succeeded(checkSteps(op, "strides", windows.strides, space, 1)) &&
                 succeeded(checkSteps(op, "dilations", windows.dilations, space, 1)) &&
                 succeeded(checkSteps(op, "pads_low", windows.padsLow, space, 0)) &&
                 succeeded(checkSteps(op, "pads_high", windows.padsHigh, space, 0)));
}

/// Channels of all groups on an axis of the weight: axis 0 runs over all groups, axis 1 over one.
static int64_t weightChannels(Heavy op, int64_t axis) {
  const int64_t extent = tensorType(op.getWeight()).getDimSize(axis);
  return axis == 0 ? extent : extent * op.getGroupCount();
}

int64_t outputChannels(Heavy op) {
  return weightChannels(op, op.getOutputAxis());
}

LogicalResult checkChannels(Heavy op) {
  const int64_t groups = op.getGroupCount(), first = tensorType(op.getWeight()).getDimSize(0);
  if (groups < 1 || groups > first || first % groups != 0)
    return emitErrorAbout(op, op.getWeight(), "weight")
           << "group is " << groups << ", expected a divisor of the weight's first extent " << first;
  const int64_t channels = tensorType(op.getSrc()).getDimSize(1),
                inputs = weightChannels(op, op.getInputAxis());
  if (inputs == channels)
    return success();
  InFlightDiagnostic diagnostic = emitErrorAbout(op, op.getSrc(), "src");
  diagnostic << "weight has " << inputs << " input channels";
  if (groups > 1)
    diagnostic << " in " << groups << " groups";
  return diagnostic << ", expected " << channels << " to match src";
}

Convolution makeConvolution(Heavy op, const Windows &windows, Axis (*makeAxis)(int64_t, int64_t, Window)) {
  const RankedTensorType src = tensorType(op.getSrc()), weight = tensorType(op.getWeight());
  const RankedTensorType dst = tensorType(op->getResult(0));
  const int64_t groups = op.getGroupCount(), space = src.getRank() - 2;
  Convolution c;
  c.groups = groups;
  c.inputs = src.getDimSize(1) / groups;
  c.outputs = dst.getDimSize(1) / groups;
  int64_t taps = 1;
  for (int64_t i = 0; i < space; i++) {
    const int64_t kernel = weight.getDimSize(i + 2);
    c.axes[i == space - 1 ? 2 : i] =
        makeAxis(src.getDimSize(i + 2), dst.getDimSize(i + 2), windows.on(i, kernel));
    taps *= kernel;
  }
  c.groupStride = c.inputs * c.outputs * taps;
  c.inputStride = op.getInputAxis() == 0 ? c.outputs * taps : taps;
  c.outputStride = op.getOutputAxis() == 0 ? c.inputs * taps : taps;
  return c;
}

FailureOr<numerics::Tensor> evaluateConvolution(Heavy op, const Convolution &convolution,
                                                ArrayRef<const numerics::Tensor *> operands,
                                                Arithmetic arithmetic) {
  numerics::Tensor sums = makeResult(op->getResult(0), operands);
  accumulate(convolution, *operands[0], *operands[1], summationOf(op, arithmetic), sums);
  return finish(op, std::move(sums), operands, arithmetic);
}

} // namespace ganc::gan
