// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "passes/graph/Fixpoint.h"

#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "mlir/Transforms/RegionUtils.h"

using namespace mlir;

namespace ganc::graph {

LogicalResult applyToFixpoint(ModuleOp module, RewritePatternSet patterns) {
  GreedyRewriteConfig config;
  config.setUseTopDownTraversal().setRegionSimplificationLevel(GreedySimplifyRegionLevel::Disabled);
  if (failed(applyPatternsGreedily(module, std::move(patterns), config)))
    return module.emitError("rewriting did not come to an end");
  return success();
}

void eraseUnused(ModuleOp module) {
  IRRewriter rewriter(module.getContext());
  (void)runRegionDCE(rewriter, module->getRegions()); // fails when there was nothing to erase
}

} // namespace ganc::graph
