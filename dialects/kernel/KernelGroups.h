// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which kernels of a program take turns, plane by plane, because a buffer between them keeps only some planes.

#ifndef GANC_DIALECTS_KERNEL_KERNELGROUPS_H
#define GANC_DIALECTS_KERNEL_KERNELGROUPS_H

#include "dialects/kernel/Kernel.h"
#include "dialects/numerics/PlaneSchedule.h"

#include <optional>

namespace ganc::kernel {

/// The buffer that a kernel fills; null for `kernel.write`.
mlir::Value destinationOf(mlir::Operation *kernel);

/// How a kernel can compute planes of x one after the other; nothing where it cannot. `kernel.write` makes planes
/// of the output.
std::optional<numerics::PlaneStage> planeStageOf(mlir::Operation *kernel);

/// Kernels in the order of the program; those of a group take turns.
using KernelGroup = llvm::SmallVector<mlir::Operation *>;
llvm::SmallVector<KernelGroup> kernelGroups(mlir::func::FuncOp program);

/// Whether a kernel runs for all copies of its destination before the next kernel does.
bool runsForAllCopies(mlir::Operation *kernel);

/// The turns of a group of several kernels.
numerics::PlaneSchedule planeScheduleOf(llvm::ArrayRef<mlir::Operation *> group);

} // namespace ganc::kernel

#endif
