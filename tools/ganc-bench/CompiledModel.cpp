// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-bench/CompiledModel.h"

#include "compiler/Compiler.h"
#include "compiler/Pipeline.h"
#include "compiler/target/LoadedModel.h"
#include "compiler/target/ObjectEmitter.h"
#include "dialects/gan/ModelName.h"
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
  auto loaded = LoadedModel::load(*object, gan::modelName(machine),
                                  {{kMark, reinterpret_cast<void *>(&ganc_bench_mark)}});
  if (loaded)
    return std::move(*loaded);
  machine.emitError("compiled code cannot be run here: ") << llvm::toString(loaded.takeError());
  return std::nullopt;
}

class LoadedWithMarks : public MarkedModel {
public:
  LoadedWithMarks(LoadedModel code, std::vector<Kernel> kernels)
      : code(std::move(code)), facts(std::move(kernels)) {}

  const ganc_model &table() const override { return code.table(); }
  const std::vector<Kernel> &kernels() const override { return facts; }

private:
  const LoadedModel code;
  const std::vector<Kernel> facts;
};

/// Null after an error was reported.
std::unique_ptr<MarkedModel> loadMarked(ModuleOp machine, std::vector<Kernel> kernels) {
  addMarks(machine, kernels, kMark);
  std::optional<LoadedModel> code = load(machine);
  return code ? std::make_unique<LoadedWithMarks>(std::move(*code), std::move(kernels)) : nullptr;
}

/// The network (level 1 or 2) with the tiles that `options` say.
std::unique_ptr<MarkedModel> compileMarked(ModuleOp network, const Options &options) {
  const OwningOpRef<ModuleOp> copy = network.clone();
  PassManager schedule(network.getContext()), codegen(network.getContext());
  buildScheduleStage(schedule, options);
  buildCodegenStage(codegen, options);
  if (failed(schedule.run(*copy)))
    return nullptr;
  std::vector<Kernel> kernels = kernelFacts(*copy, heavyWork(network));
  return succeeded(codegen.run(*copy)) ? loadMarked(*copy, std::move(kernels)) : nullptr;
}

class InMemory : public CompiledModel {
public:
  InMemory(const Options &options, WantedCode wanted) : options(options), wanted(wanted) {}

  const ganc_model &table() const override { return code->table(); }
  const MarkedModel *marked() const override { return markedCode.get(); }
  std::vector<const MarkedModel *> candidates() const override {
    std::vector<const MarkedModel *> result;
    for (const auto &candidate : candidateCode)
      result.push_back(candidate.get());
    return result;
  }

  bool look(Level level, ModuleOp module) {
    switch (level) {
    case Level::Graph:
      return true;
    case Level::Quantized:
      work = heavyWork(module);
      return !wanted.candidates || compileCandidates(module);
    case Level::Kernels:
      kernels = kernelFacts(module, work);
      return true;
    case Level::Machine:
      return loadCode(module);
    }
    llvm_unreachable("levels are as above");
  }

private:
  bool loadCode(ModuleOp machine) {
    code = load(machine);
    const OwningOpRef<ModuleOp> copy = machine.clone();
    if (code && wanted.marked)
      markedCode = loadMarked(*copy, kernels);
    return code && (markedCode || !wanted.marked);
  }

  bool compileCandidates(ModuleOp network) {
    Options own = options;
    for (const double rank : {0.0, 0.1, 0.25, 0.5, 0.75, 1.0}) {
      own.tileRank = rank;
      candidateCode.push_back(compileMarked(network, own));
      if (!candidateCode.back())
        return false;
    }
    return true;
  }

  const Options &options;
  const WantedCode wanted;
  std::vector<int64_t> work;
  std::vector<Kernel> kernels;
  std::optional<LoadedModel> code;
  std::unique_ptr<MarkedModel> markedCode;
  std::vector<std::unique_ptr<MarkedModel>> candidateCode;
};

} // namespace

std::unique_ptr<CompiledModel> compileForBench(const Options &options, WantedCode wanted) {
  auto model = std::make_unique<InMemory>(options, wanted);
  const bool done =
      compileInMemory(options, [&model](Level level, ModuleOp module) { return model->look(level, module); });
  return done ? std::move(model) : nullptr;
}

} // namespace ganc
