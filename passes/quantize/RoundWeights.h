// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Rounds all weights of an op (WeightQuantization.h).

#ifndef GANC_PASSES_QUANTIZE_ROUNDWEIGHTS_H
#define GANC_PASSES_QUANTIZE_ROUNDWEIGHTS_H

#include "passes/quantize/Passes.h"

namespace ganc::quantize {

/// `stored` and `scales`, for weights along the output axis that are stored in -storedMax .. storedMax and multiply
/// values of the type of `src`. Those that must have the same scale take the largest.
RoundedWeights roundWeights(gan::Heavy heavy, mlir::Value src, llvm::ArrayRef<double> weights,
                            int32_t storedMax);

} // namespace ganc::quantize

#endif
