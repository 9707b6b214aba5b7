// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The passes of this stage; their documentation is in Passes.td.

#ifndef GANC_PASSES_GRAPH_PASSES_H
#define GANC_PASSES_GRAPH_PASSES_H

#include "dialects/gan/Gan.h"

#include "mlir/Pass/Pass.h"

namespace ganc::graph {

#define GEN_PASS_DECL
#include "passes/graph/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "passes/graph/Passes.h.inc"

} // namespace ganc::graph

#endif
