// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The reference evaluation from and to HDF5 files (runtime/showers/TensorFile.h). Inputs are read as float32;
// outputs of float networks are float64 values rounded to float32.

#ifndef GANC_TOOLS_GANC_OPT_EVALUATEFILE_H
#define GANC_TOOLS_GANC_OPT_EVALUATEFILE_H

#include "mlir/IR/BuiltinOps.h"

#include <string>

namespace ganc {

/// Evaluates `module` on the tensors of `inputFile`; errors are diagnostics, after which there is no output
/// file.
llvm::LogicalResult evaluateFile(mlir::ModuleOp module, const std::string &inputFile,
                                 const std::string &outputFile);

} // namespace ganc

#endif
