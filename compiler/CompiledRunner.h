// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Runs a network as emitted code in this process: what calibration and the figures of merit use, some hundred
// times faster than the reference evaluation.

#ifndef GANC_COMPILER_COMPILEDRUNNER_H
#define GANC_COMPILER_COMPILEDRUNNER_H

#include "compiler/ModelRunner.h"
#include "compiler/Options.h"
#include "compiler/target/ObjectPieces.h"

namespace ganc {

/// Makes runners of modules (level 1 or 2) for the best target of this CPU. Code of ops that they have in common is
/// compiled once.
class CompiledRunners {
public:
  /// Compiles a copy; null after an error was reported.
  std::unique_ptr<ModelRunner> make(mlir::ModuleOp module);

private:
  ObjectPieces pieces;
};

/// One alone, for `options.targets`, at the level of optimization that `options` name.
std::unique_ptr<ModelRunner> makeCompiledRunnerFor(mlir::ModuleOp module, const Options &options);

} // namespace ganc

#endif
