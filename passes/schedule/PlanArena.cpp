// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Gives every buffer its offset in the arena of its program.
//
//   before:  kernel.buffer : memref<...>          after:  kernel.buffer at 4096 : memref<...>
//
// Last of its stage: nothing may make buffers after it. Not handled: buffers in place (a kernel's source and
// destination are always apart).

#include "dialects/numerics/ArenaPlan.h"
#include "passes/schedule/Passes.h"

using namespace mlir;

namespace ganc::schedule {

#define GEN_PASS_DEF_PLANARENAPASS
#include "passes/schedule/Passes.h.inc"

namespace {

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

/// A buffer is made right before the kernel that writes it, so it lives from its own step on.
void plan(func::FuncOp program) {
  llvm::DenseMap<Operation *, int64_t> steps;
  SmallVector<kernel::BufferOp> buffers;
  std::vector<numerics::Lifetime> lifetimes;
  for (Operation &op : program.getBody().front()) {
    steps[&op] = steps.size();
    if (auto buffer = dyn_cast<kernel::BufferOp>(op))
      buffers.push_back(buffer);
  }
  for (kernel::BufferOp buffer : buffers)
    lifetimes.push_back({kernel::Extents(buffer).bytes(), steps[buffer], lastUse(buffer, steps)});
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
