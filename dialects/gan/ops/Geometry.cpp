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

/// Calls `visit` with source and result of each position along an axis that each tap has.
template <typename Visit> static void forEachPair(const Axis &axis, Visit visit) {
  for (const Run &run : axis.runs)
    for (int64_t i = 0; i < run.count; i++)
      visit(run.tap, run.src + i * axis.srcStep, run.dst + i * axis.dstStep);
}

std::vector<std::vector<int64_t>> sourcesOfTaps(const Convolution &c) {
  const auto &[x, y, z] = c.axes;
  std::vector<std::vector<int64_t>> sources(
      x.kernel * y.kernel * z.kernel, std::vector<int64_t>(x.dstExtent * y.dstExtent * z.dstExtent, -1));
  forEachPair(x, [&](int64_t tapX, int64_t srcX, int64_t dstX) {
    forEachPair(y, [&](int64_t tapY, int64_t srcY, int64_t dstY) {
      forEachPair(z, [&](int64_t tapZ, int64_t srcZ, int64_t dstZ) {
        sources[(tapX * y.kernel + tapY) * z.kernel + tapZ]
               [(dstX * y.dstExtent + dstY) * z.dstExtent + dstZ] =
                   (srcX * y.srcExtent + srcY) * z.srcExtent + srcZ;
      });
    });
  });
  return sources;
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
