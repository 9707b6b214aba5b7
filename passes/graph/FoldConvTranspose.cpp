// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Writes transposed convolutions from the side of their result.
//
//   before:  conv_transpose x, stride u          after:  phase_conv x
//
// Each position of the result reads the cells that reach it: u_x u_y u_z phases, no weight used twice
// (dialects/numerics/MergedTaps.h). Nothing is saved by itself: phases get scales of their own when they are
// quantized, and later passes know one op less.
//
// After gan-fold-batch-norm, which scales the weights while they stand once. Leaves alone, with a remark:
// groups.

#include "passes/graph/Fixpoint.h"
#include "passes/graph/Passes.h"
#include "passes/graph/PhaseConvMaker.h"

using namespace mlir;

namespace ganc::graph {

#define GEN_PASS_DEF_FOLDCONVTRANSPOSEPASS
#include "passes/graph/Passes.h.inc"

namespace {

void replaceByPhases(gan::ConvTransposeOp op) {
  SmallVector<numerics::MergedAxis> axes;
  const ArrayRef<int64_t> kernel = op.getWeight().getType().getShape().drop_front(2);
  for (size_t i = 0; i < kernel.size(); i++)
    axes.push_back(
        numerics::mergeTransposed(kernel[i], op.getStrides()[i], op.getDilations()[i], op.getPadsLow()[i]));
  OpBuilder builder(op);
  op.getDst().replaceAllUsesWith(makePhaseConv(builder, op.getLoc(), op, op.getSrc(), axes).getDst());
  op.erase();
}

struct FoldConvTransposePass : impl::FoldConvTransposePassBase<FoldConvTransposePass> {
  using FoldConvTransposePassBase::FoldConvTransposePassBase;
  void runOnOperation() override {
    getOperation().walk([&](gan::ConvTransposeOp op) {
      const std::string reason = whyNoPhases(op);
      if (reason.empty())
        replaceByPhases(op);
      else if (remarks)
        op.emitRemark() << "transposed convolution kept: " << reason;
    });
    eraseUnused(getOperation());
  }
};

} // namespace
} // namespace ganc::graph
