// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The loop nest of each kernel op. A kernel becomes a function (KernelArguments.h) that works on one block of 16
// showers, or on one shower.

#ifndef GANC_PASSES_CODEGEN_EMITKERNEL_H
#define GANC_PASSES_CODEGEN_EMITKERNEL_H

#include "passes/codegen/KernelArguments.h"

namespace ganc::codegen {

/// Emits `op`'s loop nest at the emitter's place; one overload for each kernel op.
void emitKernel(Emitter &emit, const KernelArguments &arguments, kernel::ReadOp op);
void emitKernel(Emitter &emit, const KernelArguments &arguments, kernel::WriteOp op);
void emitKernel(Emitter &emit, const KernelArguments &arguments, kernel::PhaseConvOp op);
void emitKernel(Emitter &emit, const KernelArguments &arguments, kernel::FlattenOp op);
void emitKernel(Emitter &emit, const KernelArguments &arguments, kernel::AppendDifferencesOp op);
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
