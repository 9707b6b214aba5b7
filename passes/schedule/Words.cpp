// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "passes/schedule/Words.h"

#include "dialects/gan/Constants.h"

using namespace mlir;

namespace ganc::schedule {

FlatSymbolRefAttr wordsNamed(SymbolTable &symbols, kernel::DataOp data, StringRef name, Type element,
                             llvm::function_ref<std::vector<uint32_t>()> make) {
  if (symbols.lookup(name))
    return FlatSymbolRefAttr::get(data.getContext(), name);
  const std::vector<uint32_t> words = make();
  OpBuilder builder(data);
  const auto type = RankedTensorType::get({static_cast<int64_t>(words.size())}, element);
  const ArrayRef<char> raw(reinterpret_cast<const char *>(words.data()), words.size() * sizeof(uint32_t));
  auto result = kernel::DataOp::create(builder, data.getLoc(), name, gan::makeElements(type, raw, name));
  return FlatSymbolRefAttr::get(symbols.insert(result));
}

void eraseUnused(SymbolTable &symbols, ArrayRef<Operation *> data) {
  for (Operation *op : data)
    if (SymbolTable::symbolKnownUseEmpty(op, symbols.getOp()))
      op->erase();
}

} // namespace ganc::schedule
