// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef GANC_PASSES_SCHEDULE_WORDS_H
#define GANC_PASSES_SCHEDULE_WORDS_H

#include "dialects/kernel/Kernel.h"

#include "mlir/IR/SymbolTable.h"

namespace ganc::schedule {

/// The symbol of that name, as `kernel.data` of the words that `make` gives, of `element` (4 bytes), beside `data`.
/// When it is there already, made for another op, it is that one.
mlir::FlatSymbolRefAttr wordsNamed(mlir::SymbolTable &symbols, kernel::DataOp data, llvm::StringRef name,
                                   mlir::Type element, llvm::function_ref<std::vector<uint32_t>()> make);

/// Erases those of `data` that nothing uses.
void eraseUnused(mlir::SymbolTable &symbols, llvm::ArrayRef<mlir::Operation *> data);

} // namespace ganc::schedule

#endif
