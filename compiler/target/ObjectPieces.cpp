// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/target/ObjectPieces.h"

#include "compiler/target/CodeTarget.h"

#include "llvm/ADT/SetVector.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Transforms/Utils/Cloning.h"

using namespace mlir;

namespace ganc {
namespace {

/// What is private to the module becomes visible to its pieces.
void expose(llvm::Module &module) {
  for (llvm::GlobalValue &value : module.global_values()) {
    if (!value.hasLocalLinkage() || !value.hasName())
      continue;
    value.setLinkage(llvm::GlobalValue::ExternalLinkage);
    value.setDSOLocal(false); // pieces may lie far apart
  }
}

template <typename Values> void eraseUnusedDeclarations(Values &&values) {
  for (llvm::GlobalValue &value : llvm::make_early_inc_range(values))
    if (value.isDeclaration() && value.use_empty())
      value.eraseFromParent();
}

/// A module of that function, of which `module` keeps the declaration.
std::unique_ptr<llvm::Module> takeOut(llvm::Module &module, StringRef symbol) {
  llvm::Function *function = module.getFunction(symbol);
  llvm::ValueToValueMapTy map;
  auto piece = llvm::CloneModule(module, map, [&](const llvm::GlobalValue *v) { return v == function; });
  eraseUnusedDeclarations(piece->functions());
  eraseUnusedDeclarations(piece->globals());
  function->deleteBody();
  return piece;
}

/// Each as the callee that `symbolOf` its present one says.
void renameCallees(ModuleOp module, llvm::function_ref<StringRef(StringRef)> symbolOf) {
  module.walk([&](LLVM::CallOp call) {
    if (const auto callee = call.getCallee())
      call.setCallee(symbolOf(*callee));
  });
}

std::string textOf(LLVM::LLVMFuncOp function) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  function.print(stream, OpPrintingFlags().useLocalScope().assumeVerified());
  return text;
}

} // namespace

/// Renames the kernel as its piece.
ObjectPieces::Piece &ObjectPieces::pieceOf(LLVM::LLVMFuncOp kernel) {
  kernel.setSymName("piece");
  const auto [place, isNew] = known.try_emplace(textOf(kernel));
  Piece &piece = place->second;
  if (isNew)
    piece.symbol = "piece." + std::to_string(known.size());
  kernel.setSymName(piece.symbol);
  return piece;
}

/// The pieces of all kernels, each once. Only those that are to be compiled keep their body.
SmallVector<ObjectPieces::Piece *> ObjectPieces::takeKnown(ModuleOp kernels) {
  llvm::SmallSetVector<Piece *, 16> pieces;
  llvm::StringMap<std::string> symbols;
  for (auto function : llvm::make_early_inc_range(kernels.getOps<LLVM::LLVMFuncOp>())) {
    if (!function.getNoInline())
      continue;
    const std::string name = function.getName().str();
    Piece &piece = pieceOf(function);
    symbols[name] = piece.symbol;
    if (!pieces.insert(&piece)) {
      function.erase();
    } else if (!piece.code.empty()) {
      function.eraseBody();
      function.setLinkage(LLVM::Linkage::External);
    }
  }
  renameCallees(kernels, [&](StringRef callee) {
    const auto known = symbols.find(callee);
    return known == symbols.end() ? callee : StringRef(known->second);
  });
  return pieces.takeVector();
}

FailureOr<std::vector<ObjectCode>> ObjectPieces::emit(ModuleOp kernels, Lower lower) {
  const SmallVector<Piece *> pieces = takeKnown(kernels);
  const auto target = CodeTarget::create(kernels);
  llvm::LLVMContext context;
  const auto module =
      failed(target) || failed(lower(kernels)) ? nullptr : target->translate(kernels, context);
  if (!module)
    return failure();
  expose(*module);
  std::vector<ObjectCode> objects;
  for (Piece *piece : pieces) {
    if (piece->code.empty()) {
      auto code = target->generate(*takeOut(*module, piece->symbol), {}, kernels);
      if (failed(code))
        return failure();
      piece->code = std::move(*code);
    }
    objects.push_back(piece->code);
  }
  auto rest = target->generate(*module, {}, kernels);
  if (failed(rest))
    return failure();
  objects.push_back(std::move(*rest));
  return objects;
}

} // namespace ganc
