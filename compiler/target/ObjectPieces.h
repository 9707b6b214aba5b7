// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Object code in pieces, one for each function and one for all data, for networks that are compiled one after the other
// and have most of their ops in common, as candidates of the search do: code of a function is made once, for all that
// only differ in what its constants hold. No function is inlined into another here, which changes time, not bits.

#ifndef GANC_COMPILER_TARGET_OBJECTPIECES_H
#define GANC_COMPILER_TARGET_OBJECTPIECES_H

#include "compiler/target/ObjectEmitter.h"

#include <map>
#include <string>
#include <vector>

namespace ganc {

class ObjectPieces {
public:
  /// To be loaded together. Failure after a diagnostic at the module.
  mlir::FailureOr<std::vector<ObjectCode>> emit(mlir::ModuleOp machine);

private:
  std::map<std::string, ObjectCode> known; ///< by the function's bitcode
};

} // namespace ganc

#endif
