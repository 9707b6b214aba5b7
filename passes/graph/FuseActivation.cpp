// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Makes relu and leaky_relu part of the op that multiplies weights before them.
//
//   before:  y = f (move (... heavy x))     after:  y = move (... heavy x with activation f)
//
// A function that keeps zero commutes with every op that only moves values, so moves may lie between; f then
// runs before upsampling, on fewer values. Last of the transformations: an activation that is fused hides
// the sum from gan-fold-batch-norm. Leaves alone, with a remark: activations of what something else reads
// too, of a heavy op that has one already, and of anything but a heavy op.

#include "dialects/gan/Constants.h"
#include "passes/graph/MoveChain.h"
#include "passes/graph/Passes.h"

#include <optional>

using namespace mlir;

namespace ganc::graph {

#define GEN_PASS_DEF_FUSEACTIVATIONPASS
#include "passes/graph/Passes.h.inc"

namespace {

struct Fusable {
  gan::Activation kind;
  llvm::APFloat slope;
};

std::optional<Fusable> activationOf(Operation *op) {
  if (isa<gan::ReluOp>(op))
    return Fusable{gan::Activation::Relu, llvm::APFloat(0.0F)};
  if (auto leaky = dyn_cast<gan::LeakyReluOp>(op))
    return Fusable{gan::Activation::LeakyRelu, leaky.getSlope()};
  return std::nullopt;
}

/// Fuses `op` and erases it, or returns why it stays.
std::string fuse(Operation *op, const Fusable &activation) {
  std::string reason;
  const auto chain = chainBehind(op->getOperand(0), reason);
  if (!chain)
    return reason;
  auto heavy = dyn_cast<gan::Heavy>(chain->origin);
  if (!heavy)
    return ("it follows " + chain->origin->getName().getStringRef()).str();
  if (heavy.getActivation() != gan::Activation::None)
    return "there is an activation already";
  heavy.setActivation(activation.kind);
  heavy.setSlope(activation.slope);
  gan::addNodes(heavy, op->getLoc());
  op->getResult(0).replaceAllUsesWith(op->getOperand(0));
  op->erase();
  return "";
}

struct FuseActivationPass : impl::FuseActivationPassBase<FuseActivationPass> {
  using FuseActivationPassBase::FuseActivationPassBase;
  void runOnOperation() override {
    getOperation().walk([&](Operation *op) {
      const auto activation = activationOf(op);
      if (!activation)
        return;
      const std::string reason = fuse(op, *activation);
      if (!reason.empty() && remarks)
        op->emitRemark() << "activation kept: " << reason;
    });
  }
};

} // namespace
} // namespace ganc::graph
