// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Puts marks around the calls of kernels (level 4):
//
//   before:  call kernel_i(...)
//   after:   call mark(i)    call kernel_i(...)    call mark(-1)
//
// `mark` is a function that the process provides, which level 4 otherwise does not allow: this is for
// measuring only.

#ifndef GANC_TOOLS_GANC_BENCH_MARKS_H
#define GANC_TOOLS_GANC_BENCH_MARKS_H

#include "tools/ganc-bench/Kernel.h"

#include "mlir/IR/BuiltinOps.h"

namespace ganc {

void addMarks(mlir::ModuleOp machine, llvm::ArrayRef<Kernel> kernels, llvm::StringRef mark);

} // namespace ganc

#endif
