// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/Pipeline.h"

#include "compiler/Version.h"
#include "passes/codegen/Passes.h"
#include "passes/graph/Passes.h"
#include "passes/quantize/Passes.h"
#include "passes/schedule/Passes.h"

#include "mlir/Conversion/ArithToLLVM/ArithToLLVM.h"
#include "mlir/Conversion/ControlFlowToLLVM/ControlFlowToLLVM.h"
#include "mlir/Conversion/ReconcileUnrealizedCasts/ReconcileUnrealizedCasts.h"
#include "mlir/Conversion/SCFToControlFlow/SCFToControlFlow.h"
#include "mlir/Conversion/VectorToLLVM/ConvertVectorToLLVMPass.h"
#include "mlir/Transforms/Passes.h"

namespace ganc {

namespace {

/// Showers that share a pass over the weights: blocks of a long call, or the one of a short.
constexpr int64_t showersOf(Batch batch) {
  return batch == Batch::One ? 1 : 64;
}

/// Adds passes but those that the user disabled. Checks of levels cannot be disabled.
class Stage {
public:
  Stage(mlir::OpPassManager &passes, const Options &options) : passes(passes), options(options) {}

  void add(std::unique_ptr<mlir::Pass> pass) {
    if (!options.disabledPasses.contains(pass->getArgument().str()))
      passes.addPass(std::move(pass));
  }
  void check(std::unique_ptr<mlir::Pass> pass) { passes.addPass(std::move(pass)); }

private:
  mlir::OpPassManager &passes;
  const Options &options;
};

} // namespace

void buildGraphStage(mlir::OpPassManager &passes, const Options &options) {
  Stage stage(passes, options);
  if (options.optimization >= 1) {
    stage.add(graph::createFoldConstantsPass());
    // Transposes first: the other passes then find channels at axis 1, whoever exported the file.
    stage.add(graph::createFoldTransposePass());
    stage.add(graph::createInferUpsamplePass());
    stage.add(graph::createInferBatchNormPass());
    stage.add(graph::createFoldReshapePass());
    // Before batch norms, of which each element's row of a dense layer can take its own.
    stage.add(graph::createFoldMovePass());
    // Pads before batch norms: a convolution's own padding is where the shift's bias field is exact.
    stage.add(graph::createFoldPadPass());
    stage.add(graph::createFoldBatchNormPass({options.remarks}));
    // Again, for pads that a batch norm with a shift kept from their convolution.
    stage.add(graph::createFoldPadPass({options.remarks}));
    // Upsampling when nothing but its convolution is left behind it; linear chains by what is then computed.
    stage.add(graph::createFoldUpsamplePass({options.remarks}));
    stage.add(graph::createFoldConvTransposePass({options.remarks}));
    stage.add(graph::createFoldLinearChainPass({showersOf(options.batch), options.remarks}));
    stage.add(graph::createFoldReshapePass()); // those that linear chains leave
    stage.add(graph::createFuseActivationPass({options.remarks}));
  }
  // Whatever the optimization: a quantized model means its integers.
  stage.add(graph::createInferStoredMovesPass());
  stage.add(graph::createInferIntegersPass());
  stage.add(graph::createInferLookupPass());
  stage.check(graph::createVerifyGraphPass());
}

void buildEqualizeStage(mlir::OpPassManager &passes, const Options &options) {
  Stage(passes, options).add(quantize::createEqualizeChannelsPass());
}

void buildQuantizeStage(mlir::OpPassManager &passes, const Options &options, quantize::KnownWeights &known) {
  Stage stage(passes, options);
  stage.add(quantize::createChoosePrecisionPass()); // of ops that have none: the compiler searches before
  stage.add(quantize::createQuantizeActivationsPass());
  stage.add(quantize::createSharePhasesPass());
  stage.add(quantize::createQuantizeWeightsPass(known));
  stage.check(quantize::createCheckAccumulatorsPass());
  stage.check(quantize::createVerifyQuantizedPass());
}

void buildScheduleStage(mlir::OpPassManager &passes, const Options &options) {
  Stage stage(passes, options);
  schedule::TileKernelsPassOptions tiles;
  tiles.targetNames.assign(options.targets.begin(), options.targets.end());
  tiles.schedules.assign(options.schedules.begin(), options.schedules.end());
  if (options.schedules.empty() && options.batch == Batch::One)
    tiles.schedules = {"single"};
  tiles.naive = options.optimization == 0;
  tiles.rank = options.tileRank;
  stage.add(schedule::createConvertToKernelsPass());
  stage.add(schedule::createTileKernelsPass(tiles));
  stage.add(schedule::createFlattenPlanesPass());
  stage.add(schedule::createPackWeightsPass());
  stage.add(schedule::createSharePlanesPass());
  stage.add(schedule::createPlanCopiesPass());
  stage.add(schedule::createPlanPlanesPass());
  stage.add(schedule::createPlanArenaPass());
  stage.check(schedule::createVerifyKernelsPass());
}

void buildEmitStage(mlir::OpPassManager &passes, const Options &options) {
  Stage(passes, options).add(codegen::createEmitKernelsPass());
}

void buildLowerStage(mlir::OpPassManager &passes, const Options &options) {
  Stage stage(passes, options);
  stage.add(mlir::createCSEPass());
  stage.add(mlir::createSCFToControlFlowPass());
  stage.add(mlir::createConvertVectorToLLVMPass());
  stage.add(mlir::createArithToLLVMConversionPass());
  stage.add(mlir::createConvertControlFlowToLLVMPass());
  stage.add(mlir::createReconcileUnrealizedCastsPass());
  stage.add(codegen::createEmitModelTablePass({kVersion}));
}

void buildCodegenStage(mlir::OpPassManager &passes, const Options &options) {
  buildEmitStage(passes, options);
  buildLowerStage(passes, options);
  Stage(passes, options).check(codegen::createVerifyMachinePass());
}

std::vector<std::string> pipelinePasses() {
  mlir::OpPassManager passes("builtin.module");
  Options options;
  buildGraphStage(passes, options);
  buildEqualizeStage(passes, options);
  quantize::KnownWeights none;
  buildQuantizeStage(passes, options, none);
  buildScheduleStage(passes, options);
  buildCodegenStage(passes, options);
  std::vector<std::string> names;
  for (const mlir::Pass &pass : passes.getPasses())
    names.push_back(pass.getArgument().str());
  return names;
}

} // namespace ganc
