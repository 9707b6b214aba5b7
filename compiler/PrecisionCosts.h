// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What each heavy op costs in each precision: dot products of a run of the program (LaneChoice.h), one instruction
// each, on a fixed reference machine, AVX-512 with VNNI, so that nothing that follows depends on the target.

#ifndef GANC_COMPILER_PRECISIONCOSTS_H
#define GANC_COMPILER_PRECISIONCOSTS_H

#include "compiler/Options.h"
#include "passes/quantize/Passes.h"

#include "mlir/IR/BuiltinOps.h"

#include <array>

namespace ganc {

/// Of each heavy op of `calibrated`, in order, by quantize::Precision. `known` are weights of the same network. An
/// error is reported.
mlir::FailureOr<std::vector<std::array<double, 3>>>
precisionCosts(mlir::ModuleOp calibrated, const Options &options, quantize::KnownWeights &known);

} // namespace ganc

#endif
