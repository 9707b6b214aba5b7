// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The precisions that a user pins: "NODE:u8", "NODE:s16" or "NODE:f32". NODE is any of the ONNX nodes that a heavy op
// was made from; a batch norm that was folded into a convolution pins that one.

#ifndef GANC_PASSES_QUANTIZE_PRECISIONPINS_H
#define GANC_PASSES_QUANTIZE_PRECISIONPINS_H

#include "passes/quantize/Annotations.h"

#include "llvm/ADT/MapVector.h"

#include <string>

namespace ganc::quantize {

using PinnedOps = llvm::MapVector<mlir::Operation *, Precision>;

/// An error at the module when a pin is none of these, names no node of a heavy op, or when an op has two that differ.
llvm::FailureOr<PinnedOps> pinnedOps(mlir::ModuleOp module, llvm::ArrayRef<std::string> pins);

} // namespace ganc::quantize

#endif
