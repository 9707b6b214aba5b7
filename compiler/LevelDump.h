// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Levels of the IR as text, for people and for ganc-opt. A file appears when it is complete, or not at all.

#ifndef GANC_COMPILER_LEVELDUMP_H
#define GANC_COMPILER_LEVELDUMP_H

#include "compiler/Options.h"

#include "mlir/IR/BuiltinOps.h"

namespace ganc {

/// The module's text, with locations' names left out and large constants at the end.
std::string levelText(mlir::ModuleOp module);

/// Writes a text to a file; makes its folder.
llvm::LogicalResult writeFile(const std::string &path, llvm::StringRef text);

/// Writes FOLDER/1-graph.mlir, 2-quantized.mlir, 3-kernels.mlir or 4-machine.mlir; makes the folder.
llvm::LogicalResult dumpLevel(mlir::ModuleOp module, Level level, const std::string &folder);

/// Writes FOLDER/MODEL.mlir; to stdout when the folder is empty or "-".
llvm::LogicalResult writeLevel(mlir::ModuleOp module, const std::string &folder);

} // namespace ganc

#endif
