// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the kernels of level 3 have to do for a shower.

#ifndef GANC_TOOLS_GANC_BENCH_KERNELFACTS_H
#define GANC_TOOLS_GANC_BENCH_KERNELFACTS_H

#include "tools/ganc-bench/Kernel.h"

#include "mlir/IR/BuiltinOps.h"

namespace ganc {

/// Multiply-accumulates of each op of the network (level 1 or 2) that multiplies weights, in order, padding
/// skipped.
std::vector<int64_t> heavyWork(mlir::ModuleOp network);

/// Of all programs, one behind the other, in the order of execution; `work` is that of the network they were
/// made from, each op of which became one phase convolution.
std::vector<Kernel> kernelFacts(mlir::ModuleOp module, llvm::ArrayRef<int64_t> work);

} // namespace ganc

#endif
