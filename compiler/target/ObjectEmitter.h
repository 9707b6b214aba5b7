// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Level 4 to object code, assembly or LLVM IR.

#ifndef GANC_COMPILER_TARGET_OBJECTEMITTER_H
#define GANC_COMPILER_TARGET_OBJECTEMITTER_H

#include "compiler/Options.h"

#include "mlir/IR/BuiltinOps.h"

#include "llvm/ADT/SmallVector.h"

namespace ganc {

enum class ObjectForm { Object, Assembly, LlvmIr };

struct EmitOptions {
  ObjectForm form = ObjectForm::Object;
  Sanitizer sanitizer = Sanitizer::None;
};

using ObjectCode = llvm::SmallVector<char, 0>;

/// The bytes, or failure after a diagnostic at the module. Deterministic.
mlir::FailureOr<ObjectCode> emitObject(mlir::ModuleOp machine, const EmitOptions &options);

} // namespace ganc

#endif
