// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Lets several blocks of 16 showers share one pass over large weights.
//
//   before:  read to %a; dense %a to %b; conv %b ...            for each block, all weights of the dense layer
//   after:   %a, %b have 4 copies; the dense layer fills all 4 copies of %b at once; then conv for each block
//
// A dense layer reads each weight once for a block. Weights that fit no cache come from memory each time: the
// 10 MB of the 3DGAN's first layer take 385 us, 24 us a shower with 16 showers and 6 with 64. All kernels up to the
// last such layer run for 4 blocks before the rest does. Run time decides: fewer blocks go one by one.
//
// After `kernel-tile-kernels` (a tile is then 4 copies x some columns), before `kernel-plan-planes` and
// `kernel-plan-arena`. Changes no result. Leaves alone: the single schedule, targets with few registers, networks
// that move values or compute large activations before their last large layer.

#include "dialects/kernel/KernelGroups.h"
#include "dialects/kernel/Targets.h"
#include "dialects/numerics/RegisterTile.h"
#include "passes/schedule/Passes.h"

#include "mlir/IR/SymbolTable.h"

using namespace mlir;

namespace ganc::schedule {

#define GEN_PASS_DEF_PLANCOPIESPASS
#include "passes/schedule/Passes.h.inc"

namespace {

constexpr int64_t kCopies = 4, kRegisters = 32;
constexpr int64_t kLargeWeights = int64_t{1} << 20, kMostBytes = int64_t{8} << 20;

bool hasOnePosition(Value buffer) {
  const kernel::Extents extents(buffer);
  return extents.x * extents.y * extents.z == 1;
}

/// A dense layer with weights of kLargeWeights bytes or more.
bool isLarge(Operation *op) {
  auto conv = dyn_cast<kernel::PhaseConvOp>(op);
  if (!conv || !conv.getBlock() || !hasOnePosition(conv.getSrc()) || !hasOnePosition(conv.getDst()))
    return false;
  auto weights = SymbolTable::lookupNearestSymbolFrom<kernel::DataOp>(op, conv.getWeightsAttr());
  return weights && weights.getValue().getNumElements() * kernel::kWordBytes >= kLargeWeights;
}

/// The kernels up to the last large layer.
SmallVector<Operation *> kernelsBefore(func::FuncOp program) {
  SmallVector<Operation *> kernels;
  size_t count = 0;
  for (const kernel::KernelGroup &group : kernel::kernelGroups(program)) {
    kernels.push_back(group.front());
    if (isLarge(group.front()))
      count = kernels.size();
  }
  kernels.truncate(count);
  return kernels;
}

/// Tables of moves hold places in the arena, so they know nothing of copies.
bool isMoved(Value buffer) {
  return llvm::any_of(buffer.getUsers(), [](Operation *user) {
    auto view = dyn_cast<kernel::ViewOp>(user);
    return view ? isMoved(view.getDst()) : isa<kernel::MoveOp>(user);
  });
}

bool canHaveCopies(ArrayRef<Operation *> kernels) {
  int64_t bytes = 0;
  for (Operation *op : kernels) {
    const Value destination = kernel::destinationOf(op);
    if (!destination || isMoved(destination))
      return false;
    bytes += kernel::Extents(destination).bytes();
  }
  return bytes * kCopies <= kMostBytes;
}

void plan(func::FuncOp program) {
  const SmallVector<Operation *> kernels = kernelsBefore(program);
  if (!canHaveCopies(kernels))
    return;
  for (Operation *op : kernels) {
    kernel::bufferOf(kernel::destinationOf(op)).setCopies(kCopies);
    if (isLarge(op)) {
      auto conv = cast<kernel::PhaseConvOp>(op);
      conv.setCopiesTile(numerics::tileOfBlock(*conv.getBlock(), kCopies, kRegisters));
    }
  }
}

bool hasRegisters(func::FuncOp program) {
  const auto name = program->getAttrOfType<StringAttr>(kernel::kTargetAttr);
  const kernel::Target *target = name ? kernel::findTarget(name) : nullptr;
  return target && target->registers >= kRegisters;
}

struct PlanCopiesPass : impl::PlanCopiesPassBase<PlanCopiesPass> {
  void runOnOperation() override {
    for (auto program : getOperation().getOps<func::FuncOp>()) {
      const auto schedule = program->getAttrOfType<kernel::ScheduleAttr>(kernel::kScheduleAttr);
      if (schedule && schedule.getValue() == kernel::Schedule::Lanes && hasRegisters(program))
        plan(program);
    }
  }
};

} // namespace
} // namespace ganc::schedule
