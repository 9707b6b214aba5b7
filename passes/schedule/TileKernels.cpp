// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Copies the program for each target and fixes, op by op, the dot product and the register tile.
//
//   before:  func.func @program
//   after:   func.func @program_avx512_vnni { kernel.target }, ...
//
// Before weights are packed, because the tile decides their order. The arithmetic is in RegisterTile.h.

#include "dialects/kernel/CName.h"
#include "dialects/kernel/Targets.h"
#include "dialects/numerics/RegisterTile.h"
#include "passes/schedule/Passes.h"

using namespace mlir;

namespace ganc::schedule {

#define GEN_PASS_DEF_TILEKERNELSPASS
#include "passes/schedule/Passes.h.inc"

namespace {

using kernel::Dot;

/// Positions along z that one phase has at most.
int64_t phasePositions(kernel::PhaseConvOp op) {
  return llvm::divideCeil(kernel::Extents(op.getDst()).z, op.getZ().phases());
}

void tile(kernel::PhaseConvOp op, const kernel::Target &target, bool naive) {
  const int64_t slots = kernel::Extents(op.getDst()).slots, positions = phasePositions(op);
  const int64_t channels = naive ? slots : numerics::tileChannels(op.getChannels(), slots, positions);
  const int64_t height = naive ? 1 : numerics::tilePositions(channels, positions, target.registers);
  op.setTile({height, channels});
  op.setDot(op.getDot() == Dot::Fma ? Dot::Fma : target.integerDot);
}

struct TileKernelsPass : impl::TileKernelsPassBase<TileKernelsPass> {
  using TileKernelsPassBase::TileKernelsPassBase;

  LogicalResult makeProgram(func::FuncOp program, StringRef name) {
    const kernel::Target *target = kernel::findTarget(name);
    if (!target)
      return program.emitError("target is ") << name << ", expected one of " << kernel::targetNames();
    OpBuilder builder(program);
    auto copy = cast<func::FuncOp>(builder.clone(*program));
    copy.setName(("program_" + cName(name)));
    copy->setAttr(kernel::kTargetAttr, builder.getStringAttr(name));
    copy.walk([&](kernel::PhaseConvOp op) { tile(op, *target, naive); });
    return success();
  }

  void runOnOperation() override {
    auto program = getOperation().lookupSymbol<func::FuncOp>("program");
    if (!program)
      return getOperation().emitError("module has no function program: gan-convert-to-kernels makes it"),
             signalPassFailure();
    for (const std::string &name : targetNames)
      if (failed(makeProgram(program, name)))
        return signalPassFailure();
    program.erase();
  }
};

} // namespace
} // namespace ganc::schedule
