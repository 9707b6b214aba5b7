// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The passes of this stage; their documentation is in Passes.td.

#ifndef GANC_PASSES_QUANTIZE_PASSES_H
#define GANC_PASSES_QUANTIZE_PASSES_H

#include "dialects/gan/Gan.h"

#include "mlir/Pass/Pass.h"

#include <map>
#include <vector>

namespace ganc::quantize {

#define GEN_PASS_DECL
#include "passes/quantize/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "passes/quantize/Passes.h.inc"

/// Weights of one op, rounded, and what follows from them; S and B as in QuantizeWeights.cpp.
struct RoundedWeights {
  std::vector<int16_t> stored;
  std::vector<double> scales; ///< along the output axis
  std::vector<double> sums;   ///< S
  std::vector<double> lost;   ///< B; empty without the mean of the source
};

/// Of the n-th heavy op of a network, for 8 bit sources or not, whose phases share sums or not (which depends on what
/// else reads the source): all that rounding depends on while weights, what was seen in calibration and other options
/// stay.
using KnownWeights = std::map<std::tuple<size_t, bool, bool>, RoundedWeights>;

/// For a network that is quantized several times, with other precisions: takes what is known from there and adds the
/// rest. `known` outlives the pass.
std::unique_ptr<mlir::Pass> createQuantizeWeightsPass(KnownWeights &known);

} // namespace ganc::quantize

#endif
