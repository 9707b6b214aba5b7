// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/CompiledRunner.h"

#include "compiler/Pipeline.h"
#include "compiler/target/LoadedModel.h"
#include "compiler/target/ObjectEmitter.h"
#include "dialects/gan/ModelName.h"
#include "dialects/kernel/Targets.h"
#include "ganc/abi.h"

using namespace mlir;

namespace ganc {

namespace {

class CompiledRunner : public ModelRunner {
public:
  explicit CompiledRunner(LoadedModel loaded)
      : model(std::move(loaded)),
        workspace(model.table().workspace_bytes(INT64_MAX) + GANC_WORKSPACE_ALIGNMENT) {}

  LogicalResult run(int64_t n, ArrayRef<const float *> inputs, ArrayRef<float *> outputs) override {
    void *aligned = workspace.data();
    size_t space = workspace.size();
    std::align(GANC_WORKSPACE_ALIGNMENT, 1, aligned, space);
    return success(model.table().run(n, inputs.data(), outputs.data(), aligned) == GANC_OK);
  }

private:
  const LoadedModel model;
  std::vector<char> workspace; // for every n: showers run in blocks
};

std::unique_ptr<ModelRunner> failed(ModuleOp module, llvm::Error error) {
  module.emitError("compiled code cannot be run here: ") << llvm::toString(std::move(error));
  return nullptr;
}

using BuildStage = void (*)(OpPassManager &, const Options &);

LogicalResult runStages(ModuleOp module, const Options &options, ArrayRef<BuildStage> stages) {
  PassManager passes(module.getContext());
  for (const BuildStage build : stages)
    build(passes, options);
  return passes.run(module);
}

std::unique_ptr<ModelRunner> runnerOf(ModuleOp module, ArrayRef<ObjectCode> objects) {
  auto model = LoadedModel::load(objects, gan::modelName(module));
  if (!model)
    return failed(module, model.takeError());
  return std::make_unique<CompiledRunner>(std::move(*model));
}

} // namespace

std::unique_ptr<ModelRunner> CompiledRunners::make(ModuleOp module) {
  Options options;
  options.targets = {kernel::targets()[ganc_cpu_level_v1()].name.str()};
  options.schedules = {"lanes"}; // half the code to compile, and calls are of whole blocks
  // A kernel is then the same code whether or not what it makes is an output too. That takes no longer: turns of
  // kernels are for few showers, copies for more than kShowersAtOnce.
  options.disabledPasses = {"kernel-plan-planes", "kernel-plan-copies"};
  const OwningOpRef<ModuleOp> copy = module.clone();
  if (mlir::failed(runStages(*copy, options, {buildScheduleStage, buildEmitStage})))
    return nullptr;
  const auto objects =
      pieces.emit(*copy, [&](ModuleOp kernels) { return runStages(kernels, options, {buildLowerStage}); });
  return mlir::failed(objects) ? nullptr : runnerOf(module, *objects);
}

std::unique_ptr<ModelRunner> makeCompiledRunnerFor(ModuleOp module, const Options &options) {
  const OwningOpRef<ModuleOp> copy = module.clone();
  if (mlir::failed(runStages(*copy, options, {buildScheduleStage, buildCodegenStage})))
    return nullptr;
  const auto object = emitObject(*copy, {});
  return mlir::failed(object) ? nullptr : runnerOf(module, *object);
}

} // namespace ganc
