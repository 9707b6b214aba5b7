// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Object code in pieces, one for each kernel and one for all else, for networks that are compiled one after the other
// and have most of their ops in common, as candidates of the search do. A kernel that differs from one before in what
// its constants hold, in its number or in the place of its buffers only is neither lowered nor compiled again.

#ifndef GANC_COMPILER_TARGET_OBJECTPIECES_H
#define GANC_COMPILER_TARGET_OBJECTPIECES_H

#include "compiler/target/ObjectEmitter.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"

#include <map>
#include <string>
#include <vector>

namespace ganc {

class ObjectPieces {
public:
  using Lower = llvm::function_ref<mlir::LogicalResult(mlir::ModuleOp)>;

  /// To be loaded together. `kernels` has kernels as functions that are not inlined, and becomes level 4 by `lower`,
  /// but for the bodies of those that are known. Failure after a diagnostic.
  mlir::FailureOr<std::vector<ObjectCode>> emit(mlir::ModuleOp kernels, Lower lower);

private:
  struct Piece {
    std::string symbol;
    ObjectCode code; ///< empty until it is compiled
  };

  Piece &pieceOf(mlir::LLVM::LLVMFuncOp kernel);
  llvm::SmallVector<Piece *> takeKnown(mlir::ModuleOp kernels);

  std::map<std::string, Piece> known; ///< by the function's text
};

} // namespace ganc

#endif
