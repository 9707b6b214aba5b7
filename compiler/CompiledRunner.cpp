// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/CompiledRunner.h"

#include "compiler/Pipeline.h"
#include "compiler/target/ObjectEmitter.h"
#include "dialects/kernel/CName.h"
#include "dialects/kernel/Targets.h"
#include "ganc/abi.h"

#include "llvm/ExecutionEngine/Orc/LLJIT.h"

using namespace mlir;

namespace ganc {

namespace {

class CompiledRunner : public ModelRunner {
public:
  CompiledRunner(std::unique_ptr<llvm::orc::LLJIT> code, const ganc_model *model)
      : code(std::move(code)), model(model), workspace(model->workspace_bytes(1) + GANC_WORKSPACE_ALIGNMENT) {
  }

  LogicalResult run(int64_t n, ArrayRef<const float *> inputs, ArrayRef<float *> outputs) override {
    void *aligned = workspace.data();
    size_t space = workspace.size();
    std::align(GANC_WORKSPACE_ALIGNMENT, 1, aligned, space);
    return success(model->run(n, inputs.data(), outputs.data(), aligned) == GANC_OK);
  }

private:
  std::unique_ptr<llvm::orc::LLJIT> code;
  const ganc_model *model;
  std::vector<char> workspace; // for every n: showers run in blocks
};

/// Loads an object, with the dispatcher of this process for what it calls.
llvm::Expected<std::unique_ptr<llvm::orc::LLJIT>> load(ArrayRef<char> object) {
  auto jit = llvm::orc::LLJITBuilder().create();
  if (!jit)
    return jit.takeError();
  const llvm::orc::ExecutorSymbolDef dispatch(llvm::orc::ExecutorAddr::fromPtr(&ganc_dispatch_v1),
                                              llvm::JITSymbolFlags::Exported |
                                                  llvm::JITSymbolFlags::Callable);
  const auto name = (*jit)->mangleAndIntern("ganc_dispatch_v1");
  if (llvm::Error error = (*jit)->getMainJITDylib().define(llvm::orc::absoluteSymbols({{name, dispatch}})))
    return error;
  auto buffer = llvm::MemoryBuffer::getMemBufferCopy(StringRef(object.data(), object.size()), "model.o");
  if (llvm::Error error = (*jit)->addObjectFile(std::move(buffer)))
    return error;
  return jit;
}

std::unique_ptr<ModelRunner> failed(ModuleOp module, llvm::Error error) {
  module.emitError("compiled code cannot be run here: ") << llvm::toString(std::move(error));
  return nullptr;
}

} // namespace

std::unique_ptr<ModelRunner> makeCompiledRunner(ModuleOp module) {
  Options options;
  options.targets = {kernel::targets()[ganc_cpu_level_v1()].name.str()};
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
  auto code = load(*object);
  if (!code)
    return failed(module, code.takeError());
  const auto name = module->getAttrOfType<StringAttr>("gan.model");
  auto symbol = (*code)->lookup(cName(name ? name.getValue() : "model") + "_model");
  if (!symbol)
    return failed(module, symbol.takeError());
  const auto getModel = symbol->toPtr<const ganc_model *(*)()>();
  return std::make_unique<CompiledRunner>(std::move(*code), getModel());
}

} // namespace ganc
