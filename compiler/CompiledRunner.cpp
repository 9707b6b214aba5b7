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

/// Level 4 of a copy of `module`; null after an error was reported.
OwningOpRef<ModuleOp> machineOf(ModuleOp module, const Options &options) {
  OwningOpRef<ModuleOp> copy = module.clone();
  PassManager passes(module.getContext());
  buildScheduleStage(passes, options);
  buildCodegenStage(passes, options);
  return succeeded(passes.run(*copy)) ? std::move(copy) : nullptr;
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
  const auto machine = machineOf(module, options);
  const auto objects = machine ? pieces.emit(*machine) : FailureOr<std::vector<ObjectCode>>(failure());
  return mlir::failed(objects) ? nullptr : runnerOf(module, *objects);
}

std::unique_ptr<ModelRunner> makeCompiledRunnerFor(ModuleOp module, const Options &options) {
  const auto machine = machineOf(module, options);
  const auto object = machine ? emitObject(*machine, {}) : FailureOr<ObjectCode>(failure());
  return mlir::failed(object) ? nullptr : runnerOf(module, *object);
}

} // namespace ganc
