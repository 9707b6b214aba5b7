// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How the values that heavy ops read are correlated: what rounding of weights needs to make errors cancel. And how
// large their channels are, which costs less.

#ifndef GANC_COMPILER_SOURCECORRELATION_H
#define GANC_COMPILER_SOURCECORRELATION_H

#include "compiler/ExposedValues.h"

namespace ganc {

/// Leaves on each heavy op without groups the correlation of its source (quantize::SourceCorrelation), or the products of
/// its windows (WindowProducts.h) where the source has more than 1024 channels or positions. `exposed` are all observed
/// values of `graph`, in order. Uses the first showers of `source`.
mlir::LogicalResult correlateSources(mlir::ModuleOp graph, const ExposedValues &exposed,
                                     const InputSource &source);

/// Leaves the squares of the channels of those sources (quantize::setChannelSquares).
mlir::LogicalResult measureChannels(mlir::ModuleOp graph, const InputSource &source,
                                    const MakeModelRunner &makeRunner);

} // namespace ganc

#endif
