// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The function that makes n showers: it calls the kernels of the programs of a target.
//
//   while there are C blocks of 16 showers          C: copies of buffers that kernels fill for all blocks at once
//     kernels before the last large weights, each for all C blocks
//     the other kernels, block by block
//   for each block that is left, all kernels
//   for each shower that is left, the kernels of the single schedule

#ifndef GANC_PASSES_CODEGEN_EMITRUN_H
#define GANC_PASSES_CODEGEN_EMITRUN_H

#include "passes/codegen/Emitter.h"

namespace ganc::codegen {

/// How a kernel runs where buffers have copies.
enum class Copies {
  Together, ///< one call for all of them
  InTurn,   ///< a call for each, before the next kernel
  Apart,    ///< with all kernels behind it, once for each
};

/// A kernel's function, where its buffers are in the arena, and, where kernels take turns, the planes it computes.
struct KernelCall {
  mlir::LLVM::LLVMFuncOp function;
  llvm::SmallVector<int64_t> places;
  int64_t planesBegin, planesEnd;
  Copies copies;
};

/// What a run function calls. `blocks` and `showers` may be empty.
struct RunCalls {
  llvm::ArrayRef<KernelCall> block, shower; ///< for 16 showers, for one
  int64_t copies;                           ///< of buffers, at least 1
  int64_t longestTail;                      ///< most showers after the last whole block that go one by one
};

/// Emits the body of `run`: int32_t(int64_t n, const float *const *inputs, float *const *outputs, void *workspace).
void emitRun(mlir::LLVM::LLVMFuncOp run, const kernel::Target &target, const RunCalls &calls);

} // namespace ganc::codegen

#endif
