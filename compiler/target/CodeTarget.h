// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// x86-64 Linux as LLVM makes code for it: translation of level 4, optimizations, instruction selection. Functions carry
// their own target features, so one object holds code for several targets.

#ifndef GANC_COMPILER_TARGET_CODETARGET_H
#define GANC_COMPILER_TARGET_CODETARGET_H

#include "compiler/target/ObjectEmitter.h"

#include <memory>

namespace llvm {
class LLVMContext;
class Module;
class TargetMachine;
} // namespace llvm

namespace ganc {

/// Errors are reported at a module of MLIR.
class CodeTarget {
public:
  static mlir::FailureOr<CodeTarget> create(mlir::ModuleOp reportAt);
  CodeTarget(CodeTarget &&) noexcept;
  ~CodeTarget();

  /// Null after an error.
  std::unique_ptr<llvm::Module> translate(mlir::ModuleOp level4, llvm::LLVMContext &context) const;

  /// Changes `module` on the way. Deterministic.
  mlir::FailureOr<ObjectCode> generate(llvm::Module &module, const EmitOptions &options,
                                       mlir::ModuleOp reportAt) const;

private:
  explicit CodeTarget(std::unique_ptr<llvm::TargetMachine> machine);

  std::unique_ptr<llvm::TargetMachine> machine;
};

} // namespace ganc

#endif
