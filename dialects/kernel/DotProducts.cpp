// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/kernel/DotProducts.h"

#include "dialects/numerics/FlatPlane.h"
#include "dialects/numerics/LaneChoice.h"

namespace ganc::kernel {

static numerics::AxisExtents axisExtents(AxisAttr attribute, int64_t src, int64_t dst) {
  numerics::PhaseAxis axis{attribute.getStride(), attribute.getDilation(), {}, attribute.getSplit()};
  for (const auto [offset, taps] : llvm::zip_equal(attribute.getOffsets(), attribute.getTaps()))
    axis.phases.push_back({offset, std::vector<int64_t>(taps)});
  return {axis, src, dst};
}

numerics::PhaseConvExtents extentsOf(PhaseConvOp op) {
  const Extents src(op.getSrc()), dst(op.getDst());
  return {{axisExtents(op.getX(), src.x, dst.x), axisExtents(op.getY(), src.y, dst.y),
           axisExtents(op.getZ(), src.z, dst.z)},
          src.groups * src.slots,
          static_cast<int64_t>(op.getChannels())};
}

int64_t dotProducts(PhaseConvOp op) {
  return numerics::multiplyAccumulates(extentsOf(op)) / Extents(op.getSrc()).slots;
}

int64_t vectorDots(PhaseConvOp op) {
  const numerics::PhaseColumns shape = op.phaseColumns();
  return op.getLanes() == Lanes::Positions ? numerics::flatDotCount(shape, op.positions(), kLanes)
                                           : numerics::dotCount(shape, op.positions(), op.vectorColumns());
}

int64_t costOf(PhaseConvOp op, mlir::SymbolTable &symbols) {
  auto weights = symbols.lookup<DataOp>(op.getWeights());
  const int64_t bytes = weights ? weights.getValue().getNumElements() * kWordBytes : 0;
  return numerics::convolutionCost(vectorDots(op), bytes);
}

} // namespace ganc::kernel
