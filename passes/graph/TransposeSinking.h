// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The rules of gan-fold-transpose that exchange a transpose with the op that reads it:
// y = f(T x) becomes y = T f'(x), f' being f on the axes of x.

#ifndef GANC_PASSES_GRAPH_TRANSPOSESINKING_H
#define GANC_PASSES_GRAPH_TRANSPOSESINKING_H

#include "passes/graph/Permutation.h"

#include "mlir/IR/PatternMatch.h"

namespace ganc::graph {

void populateTransposeSinking(mlir::RewritePatternSet &patterns);

} // namespace ganc::graph

#endif
