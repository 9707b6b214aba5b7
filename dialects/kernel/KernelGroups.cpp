// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/kernel/KernelGroups.h"

#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;

namespace ganc::kernel {

Value destinationOf(Operation *kernel) {
  return llvm::TypeSwitch<Operation *, Value>(kernel)
      .Case<ReadOp, PhaseConvOp, FlattenOp, AppendDifferencesOp, MapOp, ConvertOp, LookupOp, MoveOp>(
          [](auto op) { return op.getDst(); })
      .Default(Value());
}

std::optional<numerics::PlaneStage> planeStageOf(Operation *kernel) {
  if (auto conv = dyn_cast<PhaseConvOp>(kernel)) {
    const numerics::PhaseColumns shape = conv.phaseColumns();
    if (shape.merged[0])
      return std::nullopt;
    return numerics::PlaneStage{shape.axes[0], Extents(conv.getSrc()).x, Extents(conv.getDst()).x};
  }
  const auto each = [](Value src) {
    const int64_t planes = Extents(src).x;
    return numerics::PlaneStage{numerics::convAxis(1, 1, 1, 0), planes, planes};
  };
  if (auto write = dyn_cast<WriteOp>(kernel))
    return each(write.getSrc());
  if (auto flatten = dyn_cast<FlattenOp>(kernel))
    return each(flatten.getSrc());
  if (auto differences = dyn_cast<AppendDifferencesOp>(kernel))
    return each(differences.getSrc());
  return std::nullopt;
}

SmallVector<KernelGroup> kernelGroups(func::FuncOp program) {
  SmallVector<KernelGroup> groups;
  bool sharesPlanes = false;
  for (Operation &op : program.getBody().front()) {
    if (isa<BufferOp, ViewOp, func::ReturnOp>(op))
      continue;
    if (!sharesPlanes)
      groups.emplace_back();
    groups.back().push_back(&op);
    const Value destination = destinationOf(&op);
    sharesPlanes = destination && keptPlanes(destination) > 0;
  }
  return groups;
}

bool runsForAllCopies(Operation *kernel) {
  const Value destination = destinationOf(kernel);
  return destination && copiesOf(destination) > 1;
}

numerics::PlaneSchedule planeScheduleOf(ArrayRef<Operation *> group) {
  std::vector<numerics::PlaneStage> stages;
  for (Operation *kernel : group)
    stages.push_back(*planeStageOf(kernel));
  return numerics::schedulePlanes(stages);
}

} // namespace ganc::kernel
