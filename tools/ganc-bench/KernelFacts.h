// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the kernels of level 3 have to do for a shower.

#ifndef GANC_TOOLS_GANC_BENCH_KERNELFACTS_H
#define GANC_TOOLS_GANC_BENCH_KERNELFACTS_H

#include "tools/ganc-bench/Kernel.h"

#include "mlir/IR/BuiltinOps.h"

namespace ganc {

/// Of all programs, one behind the other, in the order of execution. Multiply-accumulates are those of taps
/// inside the source; channels that fill up a cell count.
std::vector<Kernel> kernelFacts(mlir::ModuleOp module);

} // namespace ganc

#endif
