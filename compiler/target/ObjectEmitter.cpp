// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/target/ObjectEmitter.h"

#include "compiler/target/CodeTarget.h"

#include "llvm/IR/Module.h"

namespace ganc {

mlir::FailureOr<ObjectCode> emitObject(mlir::ModuleOp machine, const EmitOptions &options) {
  const auto target = CodeTarget::create(machine);
  llvm::LLVMContext context;
  const auto module = failed(target) ? nullptr : target->translate(machine, context);
  if (!module)
    return mlir::failure();
  return target->generate(*module, options, machine);
}

} // namespace ganc
