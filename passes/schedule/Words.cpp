// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "passes/schedule/Words.h"

#include "dialects/gan/Constants.h"

using namespace mlir;

namespace ganc::schedule {

FlatSymbolRefAttr addWords(SymbolTable &symbols, kernel::DataOp data, StringRef name, Type element,
                           ArrayRef<uint32_t> words) {
  OpBuilder builder(data);
  const auto type = RankedTensorType::get({static_cast<int64_t>(words.size())}, element);
  const ArrayRef<char> raw(reinterpret_cast<const char *>(words.data()), words.size() * sizeof(uint32_t));
  auto result = kernel::DataOp::create(builder, data.getLoc(), name, gan::makeElements(type, raw, name));
  return FlatSymbolRefAttr::get(symbols.insert(result));
}

} // namespace ganc::schedule
