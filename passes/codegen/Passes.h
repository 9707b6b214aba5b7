// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The passes of this stage; their documentation is in Passes.td.

#ifndef GANC_PASSES_CODEGEN_PASSES_H
#define GANC_PASSES_CODEGEN_PASSES_H

#include "dialects/kernel/Kernel.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Pass/Pass.h"

namespace ganc::codegen {

#define GEN_PASS_DECL
#include "passes/codegen/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "passes/codegen/Passes.h.inc"

} // namespace ganc::codegen

#endif
