// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "passes/graph/PhaseConvMaker.h"

#include "dialects/gan/Constants.h"
#include "dialects/gan/ops/TensorTypes.h"

using namespace mlir;

namespace ganc::graph {

using numerics::MergedAxis;

std::string whyNoPhases(gan::Heavy op) {
  if (op.getGroupCount() != 1)
    return "it has groups";
  return op.getMultiplier() || !gan::exactValues(op.getWeight()) ? "its weight is no f32 constant" : "";
}

/// Axes x, y, z of one, two or three: z is the last, x the first of several. Missing ones have one tap.
static std::array<MergedAxis, 3> spread(ArrayRef<MergedAxis> axes) {
  const MergedAxis point{1, {{0, {{0}}}}};
  std::array<MergedAxis, 3> all{point, point, axes.back()};
  for (size_t i = 0; i + 1 < axes.size(); i++)
    all[i] = axes[i];
  return all;
}

static numerics::KernelExtents kernelExtents(ArrayRef<int64_t> space) {
  return {space.size() > 1 ? space.front() : 1, space.size() > 2 ? space[1] : 1, space.back()};
}

/// Rows [phase * channels + co][ci][cells] of a weight with output channels at `outputAxis`.
static std::vector<double> mergeWeights(gan::Heavy op, ArrayRef<MergedAxis> axes) {
  const ArrayRef<int64_t> shape = gan::tensorType(op.getWeight()).getShape();
  const std::vector<double> weight = *gan::exactValues(op.getWeight());
  const int64_t outputs = shape[op.getOutputAxis()], inputs = shape[op.getInputAxis()];
  const int64_t taps = weight.size() / (outputs * inputs);
  const std::array<MergedAxis, 3> all = spread(axes);
  const int64_t cells = all[0].longest() * all[1].longest() * all[2].longest();
  std::vector<double> merged;
  for (int64_t co = 0; co < outputs; co++)
    for (int64_t ci = 0; ci < inputs; ci++) {
      const int64_t kernel = op.getOutputAxis() == 0 ? co * inputs + ci : ci * outputs + co;
      const std::vector<double> ofPhases = numerics::mergeKernel(
          all[0], all[1], all[2], &weight[kernel * taps], kernelExtents(shape.drop_front(2)));
      merged.resize(outputs * inputs * ofPhases.size());
      for (size_t i = 0; i < ofPhases.size(); i++)
        merged[((i / cells * outputs + co) * inputs + ci) * cells + i % cells] = ofPhases[i];
    }
  return merged;
}

static ArrayAttr axisAttributes(Builder &builder, ArrayRef<MergedAxis> axes) {
  SmallVector<Attribute> attributes;
  for (const MergedAxis &axis : axes) {
    SmallVector<int64_t> offsets, taps;
    for (const numerics::MergedPhase &phase : axis.phases) {
      offsets.push_back(phase.offset);
      taps.push_back(phase.cells.size());
    }
    attributes.push_back(
        gan::PhaseAxisAttr::get(builder.getContext(), axis.stride, offsets, taps, /*split=*/0));
  }
  return builder.getArrayAttr(attributes);
}

gan::PhaseConvOp makePhaseConv(OpBuilder &builder, Location loc, gan::Heavy op, Value src,
                               ArrayRef<MergedAxis> axes) {
  const ArrayRef<int64_t> weight = gan::tensorType(op.getWeight()).getShape();
  int64_t rows = weight[op.getOutputAxis()];
  SmallVector<int64_t> shape{0, weight[op.getInputAxis()]};
  for (const MergedAxis &axis : axes) {
    rows *= axis.phases.size();
    shape.push_back(axis.longest());
  }
  shape.front() = rows;
  const Value merged = gan::makeConstant(builder, op.getWeight().getLoc(), mergeWeights(op, axes), shape);
  return gan::PhaseConvOp::create(builder, loc, op->getResult(0).getType(), src, merged, op.getBias(),
                                  /*multiplier=*/Value(), op.getActivation(), op.getSlope(),
                                  /*rowSums=*/false, axisAttributes(builder, axes));
}

} // namespace ganc::graph
