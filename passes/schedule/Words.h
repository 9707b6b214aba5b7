// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef GANC_PASSES_SCHEDULE_WORDS_H
#define GANC_PASSES_SCHEDULE_WORDS_H

#include "dialects/kernel/Kernel.h"

#include "mlir/IR/SymbolTable.h"

namespace ganc::schedule {

/// Puts words of `element` (4 bytes) beside `data`, as `kernel.data` of that name, which must be free.
mlir::FlatSymbolRefAttr addWords(mlir::SymbolTable &symbols, kernel::DataOp data, llvm::StringRef name,
                                 mlir::Type element, llvm::ArrayRef<uint32_t> words);

} // namespace ganc::schedule

#endif
