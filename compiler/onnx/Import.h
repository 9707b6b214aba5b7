// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// ONNX file to level 1: a module in the gan dialect.

#ifndef GANC_COMPILER_ONNX_IMPORT_H
#define GANC_COMPILER_ONNX_IMPORT_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

namespace ganc {

/// Imports the model op by op. The module carries `gan.model` (the file's name without .onnx) and one
/// function @main, whose arguments and results are f32 tensors with the batch first and carry `gan.name`.
/// Every op is located at its ONNX node, every constant at its initializer; what follows from constants
/// alone (shape arithmetic, transposed weights) is computed. A batch of fixed size becomes dynamic.
///
/// Null on error, after one error through the context's diagnostics, located at file and node. A wrong
/// declared output shape only warns. Accepts opsets 7 to 21 and the ops of OnnxOps.inc, whatever the bytes.
mlir::OwningOpRef<mlir::ModuleOp> importOnnx(llvm::StringRef path, mlir::MLIRContext &context);

} // namespace ganc

#endif
