// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/target/ObjectPieces.h"

#include "compiler/target/CodeTarget.h"

#include "llvm/Bitcode/BitcodeWriter.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Transforms/Utils/Cloning.h"

using namespace mlir;

namespace ganc {
namespace {

/// What is private to the module becomes visible to its pieces.
void expose(llvm::Module &module) {
  for (llvm::GlobalValue &value : module.global_values()) {
    if (!value.hasLocalLinkage())
      continue;
    value.setLinkage(llvm::GlobalValue::ExternalLinkage);
    value.setDSOLocal(false); // pieces may lie far apart
    if (!value.hasName())
      value.setName("piece");
  }
}

template <typename Values> void eraseUnusedDeclarations(Values &&values) {
  for (llvm::GlobalValue &value : llvm::make_early_inc_range(values))
    if (value.isDeclaration() && value.use_empty())
      value.eraseFromParent();
}

/// Of the definitions, those that are wanted.
std::unique_ptr<llvm::Module> pieceOf(const llvm::Module &module,
                                      llvm::function_ref<bool(const llvm::GlobalValue *)> isWanted) {
  llvm::ValueToValueMapTy map;
  auto piece = llvm::CloneModule(module, map, isWanted);
  eraseUnusedDeclarations(piece->functions());
  eraseUnusedDeclarations(piece->globals());
  return piece;
}

std::string bitcodeOf(const llvm::Module &module) {
  std::string bitcode;
  llvm::raw_string_ostream stream(bitcode);
  llvm::WriteBitcodeToFile(module, stream);
  return bitcode;
}

} // namespace

FailureOr<std::vector<ObjectCode>> ObjectPieces::emit(ModuleOp machine) {
  const auto target = CodeTarget::create(machine);
  llvm::LLVMContext context;
  const auto module = failed(target) ? nullptr : target->translate(machine, context);
  if (!module)
    return failure();
  expose(*module);
  const auto data = pieceOf(*module, [](const llvm::GlobalValue *v) { return isa<llvm::GlobalVariable>(v); });
  auto dataCode = target->generate(*data, {}, machine);
  if (failed(dataCode))
    return failure();
  std::vector<ObjectCode> pieces{std::move(*dataCode)};
  for (const llvm::Function &function : *module) {
    if (function.isDeclaration())
      continue;
    const auto piece = pieceOf(*module, [&](const llvm::GlobalValue *v) { return v == &function; });
    const auto [place, isNew] = known.try_emplace(bitcodeOf(*piece));
    if (isNew) {
      auto code = target->generate(*piece, {}, machine);
      if (failed(code))
        return failure();
      place->second = std::move(*code);
    }
    pieces.push_back(place->second);
  }
  return pieces;
}

} // namespace ganc
