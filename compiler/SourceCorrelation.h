// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How the values that heavy ops read are correlated: what rounding of weights needs to make errors cancel.

#ifndef GANC_COMPILER_SOURCECORRELATION_H
#define GANC_COMPILER_SOURCECORRELATION_H

#include "compiler/ExposedValues.h"

namespace ganc {

/// Leaves the correlation of each heavy op's source (quantize::SourceCorrelation) on the op, where it is of moderate
/// size. `exposed` are all observed values of `graph`, in order. Uses the first showers of `source`; those of high energy count as those of low energy do.
mlir::LogicalResult correlateSources(mlir::ModuleOp graph, const ExposedValues &exposed,
                                     const InputSource &source);

} // namespace ganc

#endif
