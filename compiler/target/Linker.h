// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Starts the linkers of this machine. An error holds what the linker said.

#ifndef GANC_COMPILER_TARGET_LINKER_H
#define GANC_COMPILER_TARGET_LINKER_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

namespace ganc {

/// ld.lld, or what stands in for it on PATH, with these arguments; its output goes to `log`, a new file.
llvm::Error runLinker(llvm::ArrayRef<std::string> arguments, llvm::StringRef log);

/// The C++ compiler driver in the same manner.
llvm::Error runCxxDriver(llvm::ArrayRef<std::string> arguments, llvm::StringRef log);

/// The C library that this process runs on; empty when it cannot be told.
std::string findLibC();

} // namespace ganc

#endif
