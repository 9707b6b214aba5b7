// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The pipeline's table of contents: one function for each stage, a flat list of passes each.

#ifndef GANC_COMPILER_PIPELINE_H
#define GANC_COMPILER_PIPELINE_H

#include "compiler/Options.h"
#include "passes/quantize/Passes.h"

#include "mlir/Pass/PassManager.h"

namespace ganc {

/// Level 1: what the importer made becomes the network's normal form; at -O0 it is only checked.
void buildGraphStage(mlir::OpPassManager &passes, const Options &options);

/// Level 1 with its channels measured to a level 1 that is easier to quantize; to be calibrated behind it.
void buildEqualizeStage(mlir::OpPassManager &passes, const Options &options);

/// Level 1, calibrated, to level 2. `known` are weights of the same network and outlive `passes`.
void buildQuantizeStage(mlir::OpPassManager &passes, const Options &options, quantize::KnownWeights &known);

/// Level 1 or 2 to level 3, for `options.targets`.
void buildScheduleStage(mlir::OpPassManager &passes, const Options &options);

/// Level 3 to level 4.
void buildCodegenStage(mlir::OpPassManager &passes, const Options &options);

/// Its two halves, without the check behind them: kernels become functions, and functions those of level 4.
void buildEmitStage(mlir::OpPassManager &passes, const Options &options);
void buildLowerStage(mlir::OpPassManager &passes, const Options &options);

/// Names of all passes that `--disable-pass` may name, in order.
std::vector<std::string> pipelinePasses();

} // namespace ganc

#endif
