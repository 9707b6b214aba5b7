// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Gives every buffer its offset in the arena of its program.
//
//   before:  kernel.buffer : memref<...>          after:  kernel.buffer at 4096 : memref<...>
//
// Last of its stage: nothing may make buffers after it. Not handled: buffers in place (a kernel's source and
// destination are always apart).

#include "dialects/kernel/KernelGroups.h"
#include "dialects/numerics/ArenaPlan.h"
#include "passes/schedule/Passes.h"

using namespace mlir;

namespace ganc::schedule {

#define GEN_PASS_DEF_PLANARENAPASS
#include "passes/schedule/Passes.h.inc"

namespace {

/// The step that fills a buffer.
int64_t firstUse(Value buffer, const llvm::DenseMap<Operation *, int64_t> &steps) {
  std::optional<int64_t> first;
  for (Operation *user : buffer.getUsers())
    if (!isa<kernel::ViewOp>(user))
      first = std::min(first.value_or(steps.lookup(user)), steps.lookup(user));
  return first.value_or(0);
}

/// The last step that uses a buffer or a view of it.
int64_t lastUse(Value buffer, const llvm::DenseMap<Operation *, int64_t> &steps) {
  int64_t last = 0;
  for (Operation *user : buffer.getUsers()) {
    last = std::max(last, steps.lookup(user));
    if (auto view = dyn_cast<kernel::ViewOp>(user))
      last = std::max(last, lastUse(view.getDst(), steps));
  }
  return last;
}

/// Whether a kernel that runs block by block reads the buffer or a view of it.
bool isReadApart(Value buffer) {
  return llvm::any_of(buffer.getUsers(), [](Operation *user) {
    auto view = dyn_cast<kernel::ViewOp>(user);
    return view ? isReadApart(view.getDst()) : !kernel::runsForAllCopies(user);
  });
}

/// Kernels that take turns run at one step.
llvm::DenseMap<Operation *, int64_t> stepsOf(func::FuncOp program) {
  llvm::DenseMap<Operation *, int64_t> steps;
  for (const auto [step, group] : llvm::enumerate(kernel::kernelGroups(program)))
    for (Operation *kernel : group)
      steps[kernel] = step;
  return steps;
}

/// A buffer lives from the step of the kernel that fills it, the first of its users.
void plan(func::FuncOp program) {
  const llvm::DenseMap<Operation *, int64_t> steps = stepsOf(program);
  SmallVector<kernel::BufferOp> buffers(program.getOps<kernel::BufferOp>());
  std::vector<numerics::Lifetime> lifetimes;
  for (kernel::BufferOp buffer : buffers) {
    // A copy waits until the kernels behind have run for the blocks before its own.
    const bool waits = kernel::copiesOf(buffer) > 1 && isReadApart(buffer);
    const int64_t last = waits ? static_cast<int64_t>(steps.size()) : lastUse(buffer, steps);
    lifetimes.push_back({buffer.bytes(), firstUse(buffer, steps), last});
  }
  const numerics::ArenaPlan arena = numerics::planArena(lifetimes, kernel::kVectorBytes);
  for (auto [buffer, offset] : llvm::zip(buffers, arena.offsets))
    buffer.setOffset(offset);
  program->setAttr(kernel::kArenaBytesAttr, Builder(program.getContext()).getI64IntegerAttr(arena.bytes));
}

struct PlanArenaPass : impl::PlanArenaPassBase<PlanArenaPass> {
  void runOnOperation() override {
    for (auto program : getOperation().getOps<func::FuncOp>())
      plan(program);
  }
};

} // namespace
} // namespace ganc::schedule
