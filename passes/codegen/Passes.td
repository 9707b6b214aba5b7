// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Level 3 to level 4: kernels become code. In pipeline order; upstream conversions of scf, arith and vector
// to llvm stand between the first and the second (compiler/Pipeline.cpp).

#ifndef GANC_PASSES_CODEGEN_PASSES_TD
#define GANC_PASSES_CODEGEN_PASSES_TD

include "mlir/Pass/PassBase.td"

def EmitKernelsPass : Pass<"kernel-emit-kernels", "::mlir::ModuleOp"> {
  let summary = "Emit the loop nest of every kernel";
  let description = [{
    Each kernel op becomes an internal function MODEL.TARGET.NUMBER_NODE, each program a function
    MODEL_run_TARGET(n, inputs, outputs, workspace) that calls them for every block of 16 showers, each
    `kernel.data` a constant. Functions carry their target's features. Example:
    test/passes/codegen/emit-kernels.mlir.
  }];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect", "::mlir::arith::ArithDialect", "::mlir::scf::SCFDialect",
                           "::mlir::vector::VectorDialect"];
}

def EmitModelTablePass : Pass<"kernel-emit-model-table", "::mlir::ModuleOp"> {
  let summary = "Emit the model table of abi.h and the one exported function";
  let description = [{
    MODEL_model() returns the table: names and shapes from `kernel.inputs` and `kernel.outputs`, conditions from
    `kernel.conditions` ({name, unit, low, high}), variants best first, metadata from `kernel.metadata` (in section
    .ganc.metadata). Reads attributes that earlier passes left on the module. Example:
    test/passes/codegen/emit-model-table.mlir.
  }];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect"];
  let options = [Option<"version", "compiler-version", "std::string", "\"\"", "version of the compiler for the table">];
}

def VerifyMachinePass : Pass<"machine-verify", "::mlir::ModuleOp"> {
  let summary = "Check the promises of level 4";
  let description = [{
    Only the llvm dialect; one exported function MODEL_model; calls only functions of the module and those
    that abi.h names; no allocation, on the stack neither. Example: test/passes/codegen/verify-machine.mlir.
  }];
}

#endif
