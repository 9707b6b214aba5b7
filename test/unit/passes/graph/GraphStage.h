// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The graph stage as the tests run it: all passes in the order of Passes.td.

#ifndef GANC_TEST_UNIT_PASSES_GRAPH_GRAPHSTAGE_H
#define GANC_TEST_UNIT_PASSES_GRAPH_GRAPHSTAGE_H

#include "passes/graph/Passes.h"

#include "mlir/Pass/PassManager.h"

namespace ganc::graph {

struct NamedPass {
  const char *name;
  std::unique_ptr<mlir::Pass> (*create)();
};

// Pads once more after the batch norms: one that was folded may have stood between a pad and its convolution.
inline const NamedPass kStage[] = {
    {"FoldConstants", createFoldConstantsPass},
    {"FoldTranspose", createFoldTransposePass},
    {"InferUpsample", createInferUpsamplePass},
    {"InferBatchNorm", createInferBatchNormPass},
    {"FoldReshape", createFoldReshapePass},
    {"FoldMove", createFoldMovePass},
    {"FoldPad", createFoldPadPass},
    {"FoldBatchNorm", createFoldBatchNormPass},
    {"FoldPadAgain", createFoldPadPass},

    {"FoldUpsample", createFoldUpsamplePass},
    {"FoldConvTranspose", createFoldConvTransposePass},
    {"FoldLinearChain", createFoldLinearChainPass},
    {"FoldReshapeAgain", createFoldReshapePass},
    {"FuseActivation", createFuseActivationPass},
    {"VerifyGraph", createVerifyGraphPass},
};

inline mlir::LogicalResult runStage(mlir::ModuleOp module) {
  mlir::PassManager passes(module.getContext());
  for (const NamedPass &pass : kStage)
    passes.addPass(pass.create());
  return passes.run(module);
}

} // namespace ganc::graph

#endif
