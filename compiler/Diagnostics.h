// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Prints diagnostics as `FILE: "NODE": error: ...`, notes after them.

#ifndef GANC_COMPILER_DIAGNOSTICS_H
#define GANC_COMPILER_DIAGNOSTICS_H

#include "mlir/IR/Diagnostics.h"

namespace ganc {

/// Handles the diagnostics of a context for as long as it lives; they go to stderr.
class DiagnosticPrinter {
public:
  explicit DiagnosticPrinter(mlir::MLIRContext &context);

private:
  mlir::ScopedDiagnosticHandler handler;
};

/// `ganc: error: MESSAGE` on stderr, for what has no place in a model.
llvm::LogicalResult reportError(const llvm::Twine &message);

} // namespace ganc

#endif
