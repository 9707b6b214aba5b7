// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What Conv and QLinearConv have in common.

#ifndef GANC_COMPILER_ONNX_CONVOLUTION_H
#define GANC_COMPILER_ONNX_CONVOLUTION_H

#include "compiler/onnx/Binder.h"

namespace ganc::onnx_import {

/// The node's convolution of these operands, bias perhaps null; null after an error.
mlir::Value emitConvolution(Binder &node, mlir::Value src, mlir::Value weight, mlir::Value bias);

} // namespace ganc::onnx_import

#endif
