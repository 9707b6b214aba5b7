// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The table of supported ONNX ops (OnnxOps.inc): what the importer looks up, and `ganc --list-ops` prints.

#ifndef GANC_COMPILER_ONNX_ONNXOPS_H
#define GANC_COMPILER_ONNX_ONNXOPS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/LogicalResult.h"

namespace ganc::onnx_import {

class Binder;

struct OnnxOp {
  llvm::StringRef domain, name; ///< domain "" is ONNX's own
  int64_t since, until;         ///< opsets, inclusive
  size_t minInputs, maxInputs;
  llvm::LogicalResult (*import)(Binder &node);
};

/// All supported ops, by name.
llvm::ArrayRef<OnnxOp> onnxOps();

} // namespace ganc::onnx_import

#endif
