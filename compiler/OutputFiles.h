// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The files that users get of a compiled model: all of them, or none.

#ifndef GANC_COMPILER_OUTPUTFILES_H
#define GANC_COMPILER_OUTPUTFILES_H

#include "compiler/Options.h"
#include "compiler/Report.h"
#include "compiler/StepTimes.h"
#include "compiler/target/Metadata.h"

namespace ganc {

/// Writes a module of level 4 to the output folder, in the forms that the options ask for. An executable needs
/// facts with a generator description. The size of the object goes to the report.
llvm::LogicalResult writeArtifact(mlir::ModuleOp module, const ModelFacts &facts, const Options &options,
                                  StepTimes &times, Report &report);

} // namespace ganc

#endif
