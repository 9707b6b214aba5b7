// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Level 4 to object code, assembly or LLVM IR: translation, LLVM's optimizations, instruction selection for
// x86-64 Linux. Functions carry their own target features, so one object holds code for several targets.

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

/// The bytes, or failure after a diagnostic at the module. Deterministic.
mlir::FailureOr<llvm::SmallVector<char, 0>> emitObject(mlir::ModuleOp machine, const EmitOptions &options);

} // namespace ganc

#endif
