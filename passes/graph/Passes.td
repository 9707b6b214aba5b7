// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Level 1: f32 graph to f32 graph, in pipeline order.

#ifndef GANC_PASSES_GRAPH_PASSES_TD
#define GANC_PASSES_GRAPH_PASSES_TD

include "mlir/Pass/PassBase.td"

def VerifyGraphPass : Pass<"gan-verify-graph", "::mlir::ModuleOp"> {
  let summary = "Check the promises of level 1";
  let description = [{
    One function `main` whose arguments and results are named f32 tensors with a dynamic batch first;
    every value is an f32 tensor, static but for the batch; every op is of the gan dialect.
  }];
}

#endif
