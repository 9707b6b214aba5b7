// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a kernel's function is given. The places of its buffers are among that, so that its code is the same wherever
// they lie in the arena.

#ifndef GANC_PASSES_CODEGEN_KERNELARGUMENTS_H
#define GANC_PASSES_CODEGEN_KERNELARGUMENTS_H

#include "passes/codegen/Emitter.h"

namespace ganc::codegen {

/// Arguments of a kernel's function, in order.
struct KernelArguments {
  mlir::Value inputs, outputs; // pointers to arrays of pointers
  mlir::Value arena;
  llvm::SmallDenseMap<mlir::Operation *, mlir::Value> buffers; // pointers to those of `buffersOf` its op
  mlir::Value first, count;           // i64: the block's first shower, showers of the call
  mlir::Value planesBegin, planesEnd; // i64: planes of the destination to compute, where kernels take turns
  mlir::Value copy, copies; // i64: the block's copy of buffers that have several; whether 1 or all of them
};

/// Those that `op` works on, each once.
llvm::SmallVector<kernel::BufferOp> buffersOf(mlir::Operation *op);

/// Byte offset in the arena.
int64_t offsetOf(kernel::BufferOp buffer);

llvm::SmallVector<mlir::Type> argumentTypes(mlir::Builder &builder, llvm::ArrayRef<kernel::BufferOp> buffers);

/// The arguments of a function that begins with `body`.
KernelArguments argumentsOf(mlir::Block &body, llvm::ArrayRef<kernel::BufferOp> buffers);

/// Where the block's copy of a buffer, or a view of one, begins.
mlir::Value addressOf(Emitter &emit, const KernelArguments &arguments, mlir::Value buffer);

/// The planes of x that `op` computes: its arguments where it takes turns, else all `extent` of them.
struct PlaneRange {
  mlir::Value begin, end;
};
PlaneRange planeRange(Emitter &emit, const KernelArguments &arguments, mlir::Operation *op, int64_t extent);

/// Where plane x of a buffer is: x, or its place among those that are kept.
mlir::Value planePlace(Emitter &emit, mlir::Value buffer, mlir::Value x);

} // namespace ganc::codegen

#endif
