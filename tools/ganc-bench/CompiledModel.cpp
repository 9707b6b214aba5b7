// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-bench/CompiledModel.h"

#include "compiler/Compiler.h"
#include "compiler/target/LoadedModel.h"
#include "compiler/target/ObjectEmitter.h"
#include "tools/ganc-bench/KernelFacts.h"
#include "tools/ganc-bench/KernelTimer.h"
#include "tools/ganc-bench/Marks.h"

using namespace mlir;

namespace ganc {

namespace {

constexpr llvm::StringLiteral kMark = "ganc_bench_mark";

/// Code of level 4; an error is reported at the module.
std::optional<LoadedModel> load(ModuleOp machine) {
  const auto object = emitObject(machine, {});
  if (failed(object))
    return std::nullopt;
  const auto name = machine->getAttrOfType<StringAttr>("gan.model");
  auto loaded = LoadedModel::load(*object, name ? name.getValue() : "model",
                                  {{kMark, reinterpret_cast<void *>(&ganc_bench_mark)}});
  if (loaded)
    return std::move(*loaded);
  machine.emitError("compiled code cannot be run here: ") << llvm::toString(loaded.takeError());
  return std::nullopt;
}

class InMemory : public CompiledModel {
public:
  explicit InMemory(bool marks) : marks(marks) {}

  const ganc_model &table() const override { return plainCode->table(); }
  const ganc_model *marked() const override { return markedCode ? &markedCode->table() : nullptr; }
  const std::vector<Kernel> &kernels() const override { return facts; }

  bool look(Level level, ModuleOp module) {
    if (level == Level::Kernels)
      facts = kernelFacts(module);
    return level != Level::Machine || ((plainCode = load(module)) && (!marks || loadMarked(module)));
  }

private:
  bool loadMarked(ModuleOp module) {
    const OwningOpRef<ModuleOp> copy = module.clone();
    addMarks(*copy, facts, kMark);
    return (markedCode = load(*copy)).has_value();
  }

  const bool marks;
  std::vector<Kernel> facts;
  std::optional<LoadedModel> plainCode, markedCode;
};

} // namespace

std::unique_ptr<CompiledModel> compileForBench(const Options &options, bool marks) {
  auto model = std::make_unique<InMemory>(marks);
  const bool done =
      compileInMemory(options, [&model](Level level, ModuleOp module) { return model->look(level, module); });
  return done ? std::move(model) : nullptr;
}

} // namespace ganc
