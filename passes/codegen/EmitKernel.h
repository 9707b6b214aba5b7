// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The loop nest of each kernel op. A kernel becomes a function of the model's inputs and outputs, the arena,
// and which of how many showers its block starts with; it works on one block of 16.

#ifndef GANC_PASSES_CODEGEN_EMITKERNEL_H
#define GANC_PASSES_CODEGEN_EMITKERNEL_H

#include "passes/codegen/Emitter.h"

namespace ganc::codegen {

/// Arguments of a kernel's function, in order.
struct KernelArguments {
  mlir::Value inputs, outputs; // pointers to arrays of pointers
  mlir::Value arena;
  mlir::Value first, count;           // i64: the block's first shower, showers of the call
  mlir::Value planesBegin, planesEnd; // i64: planes of the destination to compute, where kernels take turns
  mlir::Value copy, copies; // i64: the block's copy of buffers that have several; whether 1 or all of them
};

/// The planes of x that `op` computes: its arguments where it takes turns, else all `extent` of them.
struct PlaneRange {
  mlir::Value begin, end;
};
PlaneRange planeRange(Emitter &emit, const KernelArguments &arguments, mlir::Operation *op, int64_t extent);

/// Where plane x of a buffer is: x, or its place among those that are kept.
mlir::Value planePlace(Emitter &emit, mlir::Value buffer, mlir::Value x);

/// Byte offset in the arena of a buffer or a view of one.
int64_t offsetOf(mlir::Value buffer);

/// Where the block's copy of a buffer, or a view of one, begins.
mlir::Value addressOf(Emitter &emit, const KernelArguments &arguments, mlir::Value buffer);

/// Emits `op`'s loop nest at the emitter's place; one overload for each kernel op.
void emitKernel(Emitter &emit, const KernelArguments &arguments, kernel::ReadOp op);
void emitKernel(Emitter &emit, const KernelArguments &arguments, kernel::WriteOp op);
void emitKernel(Emitter &emit, const KernelArguments &arguments, kernel::PhaseConvOp op);
void emitKernel(Emitter &emit, const KernelArguments &arguments, kernel::FlattenOp op);
void emitKernel(Emitter &emit, const KernelArguments &arguments, kernel::MapOp op);
void emitKernel(Emitter &emit, const KernelArguments &arguments, kernel::ConvertOp op);
void emitKernel(Emitter &emit, const KernelArguments &arguments, kernel::LookupOp op);

/// One entry for each cell of dst (whole cells keep together) or for each of its values: the cell or value in
/// the arena it comes from, -1 for zero.
struct MoveTable {
  bool wholeCells;
  std::vector<int32_t> entries;
};
MoveTable moveTable(kernel::MoveOp op);
/// `tableSymbol` holds the entries of `table`.
void emitKernel(Emitter &emit, const KernelArguments &arguments, kernel::MoveOp op, const MoveTable &table,
                llvm::StringRef tableSymbol);

} // namespace ganc::codegen

#endif
