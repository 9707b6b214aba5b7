// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/target/LoadedModel.h"

#include "dialects/kernel/CName.h"

#include "llvm/ExecutionEngine/Orc/LLJIT.h"

using namespace llvm;

namespace ganc {

static orc::SymbolMap symbolsOf(orc::LLJIT &jit, ArrayRef<ProvidedFunction> functions) {
  orc::SymbolMap symbols;
  for (const ProvidedFunction &function : functions)
    symbols[jit.mangleAndIntern(function.name)] = {orc::ExecutorAddr::fromPtr(function.address),
                                                   JITSymbolFlags::Exported | JITSymbolFlags::Callable};
  return symbols;
}

Expected<LoadedModel> LoadedModel::load(ArrayRef<ObjectCode> objects, StringRef modelName,
                                        ArrayRef<ProvidedFunction> provided) {
  auto jit = orc::LLJITBuilder().create();
  if (!jit)
    return jit.takeError();
  SmallVector<ProvidedFunction> functions(provided);
  functions.push_back({"ganc_dispatch_v1", reinterpret_cast<void *>(&ganc_dispatch_v1)});
  if (Error error = (*jit)->getMainJITDylib().define(orc::absoluteSymbols(symbolsOf(**jit, functions))))
    return error;
  for (const ObjectCode &object : objects) {
    auto buffer = MemoryBuffer::getMemBufferCopy(StringRef(object.data(), object.size()), "model.o");
    if (Error error = (*jit)->addObjectFile(std::move(buffer)))
      return error;
  }
  auto symbol = (*jit)->lookup(cName(modelName) + "_model");
  if (!symbol)
    return symbol.takeError();
  const auto getModel = symbol->toPtr<const ganc_model *(*)()>();
  return LoadedModel(std::move(*jit), getModel());
}

LoadedModel::LoadedModel(std::unique_ptr<orc::LLJIT> code, const ganc_model *model)
    : code(std::move(code)), model(model) {}
LoadedModel::LoadedModel(LoadedModel &&) noexcept = default;
LoadedModel &LoadedModel::operator=(LoadedModel &&) noexcept = default;
LoadedModel::~LoadedModel() = default;

} // namespace ganc
