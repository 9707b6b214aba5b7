// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Lays the sources of kernels with positions in the lanes out flat.
//
//   before:  phase_conv %a to %b lanes positions
//   after:   flatten %a to %f;  phase_conv %f to %b flat [pitch, lead] scratch %s lanes positions
//
// A copy costs little beside the products: each word is read by all taps and output channels. Before
// `kernel-pack-weights`, which puts biases where positions are computed. The arithmetic is in FlatPlane.h.

#include "dialects/numerics/FlatPlane.h"
#include "passes/schedule/Passes.h"

using namespace mlir;

namespace ganc::schedule {

#define GEN_PASS_DEF_FLATTENPLANESPASS
#include "passes/schedule/Passes.h.inc"

namespace {

Value makeBuffer(OpBuilder &builder, Location loc, Value like, std::array<int64_t, 3> xGroupsZ) {
  const auto type = cast<MemRefType>(like.getType());
  const int64_t slots = kernel::Extents(like).slots;
  const auto flat =
      MemRefType::get({xGroupsZ[0], 1, xGroupsZ[1], xGroupsZ[2], 1, slots}, type.getElementType());
  return kernel::BufferOp::create(builder, loc, flat, /*copies=*/IntegerAttr(), /*planes=*/IntegerAttr(),
                                  /*offset=*/IntegerAttr());
}

void flatten(kernel::PhaseConvOp op) {
  const numerics::PhaseColumns shape = op.phaseColumns();
  const numerics::FlatPlane plane = numerics::flatPlane(shape, op.positions());
  const kernel::Extents src(op.getSrc()), dst(op.getDst());
  const int64_t results = numerics::flatResultWords(shape, op.positions(), plane.pitch, kernel::kLanes);
  const int64_t phases = shape.axes[2].phases.size();
  OpBuilder builder(op);
  const Value flat = makeBuffer(builder, op.getLoc(), op.getSrc(), {src.x, src.groups, plane.words});
  kernel::FlattenOp::create(builder, op.getLoc(), op.getSrc(), flat, plane.pitch, plane.lead);
  op.getSrcMutable().assign(flat);
  op.getScratchMutable().assign(
      makeBuffer(builder, op.getLoc(), op.getDst(), {1, phases * dst.groups, results}));
  op.setFlat(ArrayRef<int64_t>{plane.pitch, plane.lead});
}

struct FlattenPlanesPass : impl::FlattenPlanesPassBase<FlattenPlanesPass> {
  void runOnOperation() override {
    getOperation().walk([](kernel::PhaseConvOp op) {
      if (op.getLanes() == kernel::Lanes::Positions && !op.getFlat())
        flatten(op);
    });
  }
};

} // namespace
} // namespace ganc::schedule
