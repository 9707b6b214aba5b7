// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/gan/ops/Geometry.h"

#include "dialects/gan/ops/TensorTypes.h"
#include "dialects/gan/ops/Windows.h"

using namespace mlir;

namespace ganc::gan {

std::vector<Convolution> convolutionsOf(Heavy op) {
  if (auto phases = dyn_cast<PhaseConvOp>(op.getOperation()))
    return phasesOf(phases);
  if (auto conv = dyn_cast<ConvOp>(op.getOperation()))
    return {makeConvolution(op, Windows(conv), Axis::conv)};
  if (auto conv = dyn_cast<ConvTransposeOp>(op.getOperation()))
    return {makeConvolution(op, Windows(conv), Axis::transposed)};
  const auto shape = tensorType(op.getWeight()).getShape();
  return {{1, shape[0], shape[1], shape[0] * shape[1], shape[1], 1, {}}};
}

int64_t multiplyAccumulates(const Convolution &c) {
  int64_t products = c.groups * c.inputs * c.outputs;
  for (const Axis &axis : c.axes) {
    int64_t pairs = 0;
    for (const Run &run : axis.runs)
      pairs += run.count;
    products *= pairs;
  }
  return products;
}

} // namespace ganc::gan
