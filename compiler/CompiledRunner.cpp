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

} // namespace

std::unique_ptr<ModelRunner> makeCompiledRunner(ModuleOp module) {
  Options options;
  options.targets = {kernel::targets()[ganc_cpu_level_v1()].name.str()};
  options.schedules = {"lanes"}; // half the code to compile, and calls are of whole blocks
  return makeCompiledRunnerFor(module, options);
}

std::unique_ptr<ModelRunner> makeCompiledRunnerFor(ModuleOp module, const Options &options) {
  const OwningOpRef<ModuleOp> copy = module.clone();
  PassManager passes(module.getContext());
  buildScheduleStage(passes, options);
  buildCodegenStage(passes, options);
  if (mlir::failed(passes.run(*copy)))
    return nullptr;
  const auto object = emitObject(*copy, {});
  if (mlir::failed(object))
    return nullptr;
  auto model = LoadedModel::load(*object, gan::modelName(module));
  if (!model)
    return failed(module, model.takeError());
  return std::make_unique<CompiledRunner>(std::move(*model));
}

} // namespace ganc
