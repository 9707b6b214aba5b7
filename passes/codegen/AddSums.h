// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sums that were accumulated apart, lists of one vector for each result, added up.

#ifndef GANC_PASSES_CODEGEN_ADDSUMS_H
#define GANC_PASSES_CODEGEN_ADDSUMS_H

#include "passes/codegen/Emitter.h"

namespace ganc::codegen {

/// f32 sums and further parts of them, result by result.
llvm::SmallVector<mlir::Value> addFloats(Emitter &emit, mlir::ValueRange sums,
                                         llvm::ArrayRef<mlir::Value> parts);

/// Integer accumulators that took turns: those of all results once, then again, `turns` times.
llvm::SmallVector<mlir::Value> addTurns(Emitter &emit, llvm::ArrayRef<mlir::Value> accumulators,
                                        int64_t turns);

/// i32 vectors as f32, rounded to nearest even.
llvm::SmallVector<mlir::Value> toFloats(Emitter &emit, llvm::ArrayRef<mlir::Value> integers);

} // namespace ganc::codegen

#endif
