// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How the values that heavy ops read are correlated: what rounding of weights needs to make errors cancel.

#ifndef GANC_COMPILER_SOURCECORRELATION_H
#define GANC_COMPILER_SOURCECORRELATION_H

#include "compiler/InputSource.h"
#include "compiler/ModelRunner.h"

namespace ganc {

/// Leaves the correlation of each heavy op's source (quantize::SourceCorrelation) on the op, where it is of moderate
/// size. `runner` computes all observed values of `graph` but its arguments, of types `types`, in order. Uses the
/// first showers of `source`; those of high energy count as those of low energy do.
mlir::LogicalResult correlateSources(mlir::ModuleOp graph, ModelRunner &runner, mlir::TypeRange types,
                                     const InputSource &source);

} // namespace ganc

#endif
