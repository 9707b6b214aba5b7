// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From the sums of a tile of a phase convolution to what is stored (`kernel.phase_conv`).

#ifndef GANC_PASSES_CODEGEN_EPILOGUE_H
#define GANC_PASSES_CODEGEN_EPILOGUE_H

#include "passes/codegen/PhaseConvLanes.h"

namespace ganc::codegen {

/// Rescales, activates and stores `acc`, a vector for each row and vector of columns of the tile, rows outside. They
/// are f32 where the source is, or with `row_sums`.
void emitEpilogue(Emitter &emit, kernel::PhaseConvOp op, PhaseConvLanes &lanes, const Column &column,
                  const Tile &tile, llvm::ArrayRef<mlir::Value> acc);

} // namespace ganc::codegen

#endif
