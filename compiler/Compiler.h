// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Compiles one model: from the ONNX file to the files that users get.

#ifndef GANC_COMPILER_COMPILER_H
#define GANC_COMPILER_COMPILER_H

#include "compiler/Options.h"

#include <functional>

namespace mlir {
class ModuleOp;
}

namespace ganc {

/// Whether it worked. Diagnostics go to stderr, figures to stdout. On failure nothing is written to the output
/// folder. Not thread safe: one compilation at a time in a process.
bool compile(const Options &options);

/// Gets the module of each level in turn, to look at; false ends the compilation, after an error was reported.
using LevelObserver = std::function<bool(Level, mlir::ModuleOp)>;

/// The same steps up to level 4, whose results go to `observe` instead of files.
bool compileInMemory(const Options &options, const LevelObserver &observe);

} // namespace ganc

#endif
