// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Checks the promises of level 4: nothing but the llvm dialect, one exported function, calls only into the
// module and to what abi.h names, no memory of its own.

#include "passes/codegen/Passes.h"

using namespace mlir;

namespace ganc::codegen {

#define GEN_PASS_DEF_VERIFYMACHINEPASS
#include "passes/codegen/Passes.h.inc"

namespace {

/// Functions that abi.h lets emitted code call.
bool isNamedByAbi(StringRef name) {
  return name == "ganc_dispatch_v1";
}

LogicalResult verifyFunction(LLVM::LLVMFuncOp function) {
  if (function.isExternal())
    return isNamedByAbi(function.getName()) ? success()
                                            : function.emitError("function @")
                                                  << function.getName()
                                                  << " is not in the module, expected one of abi.h";
  if (function.getLinkage() != LLVM::Linkage::Internal && !function.getName().ends_with("_model"))
    return function.emitError("function @")
           << function.getName() << " is exported, expected only MODEL_model";
  return success();
}

LogicalResult verifyOp(Operation *op) {
  if (auto function = dyn_cast<LLVM::LLVMFuncOp>(op))
    return verifyFunction(function);
  if (isa<LLVM::AllocaOp>(op))
    return op->emitError("op allocates on the stack, expected all memory to be the caller's workspace");
  if (!isa<ModuleOp>(op) && !isa<LLVM::LLVMDialect>(op->getDialect()))
    return op->emitError("op is ") << op->getName() << ", expected only the llvm dialect";
  return success();
}

struct VerifyMachinePass : impl::VerifyMachinePassBase<VerifyMachinePass> {
  void runOnOperation() override {
    int64_t exported = 0;
    for (auto function : getOperation().getOps<LLVM::LLVMFuncOp>())
      exported += !function.isExternal() && function.getLinkage() == LLVM::Linkage::External;
    if (exported != 1)
      return getOperation().emitError("module exports ")
                 << exported << " functions, expected one, MODEL_model",
             signalPassFailure();
    if (getOperation()
            ->walk([](Operation *op) {
              return failed(verifyOp(op)) ? WalkResult::interrupt() : WalkResult::advance();
            })
            .wasInterrupted())
      signalPassFailure();
  }
};

} // namespace
} // namespace ganc::codegen
