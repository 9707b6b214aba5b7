// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Lets kernels that feed each other take turns, so that what is between them stays in the cache.
//
//   before:  buffer %b; conv %a to %b; conv %b to %c         %b written whole, then read whole
//   after:   buffer %b planes P                              P planes of x; the convolutions take turns
//
// A buffer keeps only planes where it is large (kLeastBytes), the kernel that fills it and the only one that
// reads it follow each other, and both can compute plane by plane (dialects/kernel/KernelGroups.h); how many
// planes the turns need is in dialects/numerics/PlaneSchedule.h. On the 3DGAN the third convolution, the fourth
// and the output share planes: 3.4 MB between the first two become 0.4 MB.
//
// Before `kernel-plan-arena`, which gives such a buffer the bytes of its planes. Changes no result. Leaves alone:
// small buffers, views, buffers that several kernels read, maps and moves.

#include "dialects/kernel/KernelGroups.h"
#include "passes/schedule/Passes.h"

using namespace mlir;

namespace ganc::schedule {

#define GEN_PASS_DEF_PLANPLANESPASS
#include "passes/schedule/Passes.h.inc"

namespace {

/// An L1 cache. Measured on the 3DGAN, INT8: one shower takes 0.95 of the time with 512 KiB, 64 as long.
constexpr int64_t kLeastBytes = int64_t{32} << 10;

/// The kernel that alone reads `buffer`, which `writer` fills.
Operation *onlyReader(Value buffer, Operation *writer) {
  Operation *reader = nullptr;
  for (Operation *user : buffer.getUsers()) {
    if (user == writer)
      continue;
    if (reader)
      return nullptr;
    reader = user;
  }
  return reader;
}

/// Whether the buffer that `writer` fills is large and read by `next` alone, both plane by plane.
bool canShare(Operation *writer, Operation *next) {
  const Value buffer = kernel::destinationOf(writer);
  return buffer && buffer.getDefiningOp<kernel::BufferOp>() &&
         kernel::Extents(buffer).bytes() >= kLeastBytes && kernel::Extents(buffer).x > 1 &&
         onlyReader(buffer, writer) == next && kernel::planeStageOf(writer) && kernel::planeStageOf(next);
}

void setPlanes(ArrayRef<Operation *> group) {
  if (group.size() < 2)
    return;
  const numerics::PlaneSchedule schedule = kernel::planeScheduleOf(group);
  for (const auto [writer, planes] : llvm::zip(group.drop_back(), schedule.ring))
    kernel::destinationOf(writer).getDefiningOp<kernel::BufferOp>().setPlanes(planes);
}

void plan(func::FuncOp program) {
  kernel::KernelGroup group;
  for (const kernel::KernelGroup &one : kernel::kernelGroups(program)) {
    if (!group.empty() && !canShare(group.back(), one.front())) {
      setPlanes(group);
      group.clear();
    }
    group.push_back(one.front());
  }
  setPlanes(group);
}

struct PlanPlanesPass : impl::PlanPlanesPassBase<PlanPlanesPass> {
  void runOnOperation() override {
    for (auto program : getOperation().getOps<func::FuncOp>())
      plan(program);
  }
};

} // namespace
} // namespace ganc::schedule
