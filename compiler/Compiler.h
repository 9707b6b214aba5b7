// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Compiles one model: from the ONNX file to the files that users get.

#ifndef GANC_COMPILER_COMPILER_H
#define GANC_COMPILER_COMPILER_H

#include "compiler/Options.h"

namespace ganc {

/// Whether it worked. Diagnostics go to stderr, figures to stdout. On failure nothing is written to the output
/// folder. Not thread safe: one compilation at a time in a process.
bool compile(const Options &options);

} // namespace ganc

#endif
