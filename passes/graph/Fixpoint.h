// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Applies the patterns of a pass until none matches, or says that they do not come to an end.

#ifndef GANC_PASSES_GRAPH_FIXPOINT_H
#define GANC_PASSES_GRAPH_FIXPOINT_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/PatternMatch.h"

namespace ganc::graph {

/// Each pass argues in its header why its patterns end; failure (with a diagnostic) is a bug of the pass.
mlir::LogicalResult applyToFixpoint(mlir::ModuleOp module, mlir::RewritePatternSet patterns);

/// Erases ops without effect whose results nobody reads, parameters that were replaced among them.
void eraseUnused(mlir::ModuleOp module);

} // namespace ganc::graph

#endif
