// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Folds nearest upsampling into the convolution that reads it.
//
//   before:  conv (upsample x, u), pads          after:  phase_conv x
//
// Taps of a phase that read the same cell of x get one weight, their sum: u_x u_y u_z phases of about
// (k / u + 1) taps an axis instead of k taps. On the 3DGAN 169 M of 256 M multiply-accumulates vanish, and
// the upsampled activations with them. The algebra is in dialects/numerics/MergedTaps.h; zero padding between
// upsampling and convolution is exact.
//
// After gan-fold-pad and gan-fold-batch-norm, which leave nothing but the upsampling between the activation
// and the convolution (and need the taps one by one for the shift at the border); before quantization, because
// merged weights have other ranges. Leaves alone, with a remark: upsampling that anything but convolutions of
// one group reads.

#include "passes/graph/Fixpoint.h"
#include "passes/graph/Passes.h"
#include "passes/graph/PhaseConvMaker.h"

using namespace mlir;

namespace ganc::graph {

#define GEN_PASS_DEF_FOLDUPSAMPLEPASS
#include "passes/graph/Passes.h.inc"

namespace {

/// Folds the upsampling that makes `conv`'s source, or returns why it stays.
std::string fold(gan::ConvOp conv, gan::UpsampleOp upsample) {
  const ArrayRef<int64_t> factors = upsample.getFactors();
  if (factors[1] != 1)
    return "channels are upsampled";
  if (const std::string reason = whyNoPhases(conv); !reason.empty())
    return "the convolution that reads it stays: " + reason;
  SmallVector<numerics::MergedAxis> axes;
  const ArrayRef<int64_t> kernel = conv.getWeight().getType().getShape().drop_front(2);
  for (size_t i = 0; i < kernel.size(); i++)
    axes.push_back(numerics::mergeUpsampled(kernel[i], conv.getStrides()[i], conv.getDilations()[i],
                                            conv.getPadsLow()[i], factors[i + 2]));
  OpBuilder builder(conv);
  const Location loc = builder.getFusedLoc({conv.getLoc(), upsample.getLoc()});
  auto phases = makePhaseConv(builder, loc, conv, upsample.getSrc(), axes);
  conv.getDst().replaceAllUsesWith(phases.getDst());
  conv.erase();
  return "";
}

std::string foldIntoReaders(gan::UpsampleOp upsample) {
  std::string kept;
  for (Operation *reader : llvm::make_early_inc_range(upsample->getUsers())) {
    auto conv = dyn_cast<gan::ConvOp>(reader);
    const std::string reason =
        conv ? fold(conv, upsample) : ("it is read by " + reader->getName().getStringRef()).str();
    if (!reason.empty())
      kept = reason;
  }
  return kept;
}

struct FoldUpsamplePass : impl::FoldUpsamplePassBase<FoldUpsamplePass> {
  using FoldUpsamplePassBase::FoldUpsamplePassBase;
  void runOnOperation() override {
    SmallVector<gan::UpsampleOp> ops;
    getOperation().walk([&](gan::UpsampleOp upsample) { ops.push_back(upsample); });
    for (gan::UpsampleOp upsample : ops)
      if (const std::string reason = foldIntoReaders(upsample); !reason.empty() && remarks)
        upsample.emitRemark() << "upsampling kept: " << reason;
    eraseUnused(getOperation());
  }
};

} // namespace
} // namespace ganc::graph
