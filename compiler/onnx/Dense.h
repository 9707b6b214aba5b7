// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The dense layer that Gemm and MatMul become.

#ifndef GANC_COMPILER_ONNX_DENSE_H
#define GANC_COMPILER_ONNX_DENSE_H

#include "compiler/onnx/Binder.h"

namespace ganc::onnx_import {

/// src [n, k] times weight [k, m], plus bias [m] or null; null after an error.
mlir::Value emitDense(Binder &node, mlir::Value src, mlir::Value weight, mlir::Value bias);

/// src [n, 1, ..., k] times weight [k, m]; null after an error.
mlir::Value emitMatMul(Binder &node, mlir::Value src, mlir::Value weight);

} // namespace ganc::onnx_import

#endif
