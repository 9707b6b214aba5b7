// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Makes a phase convolution from an op that multiplies weights, given which of its taps share a source cell
// (dialects/numerics/MergedTaps.h).

#ifndef GANC_PASSES_GRAPH_PHASECONVMAKER_H
#define GANC_PASSES_GRAPH_PHASECONVMAKER_H

#include "dialects/gan/Gan.h"
#include "dialects/numerics/MergedTaps.h"

#include <string>

namespace ganc::graph {

/// Why `op`, a conv or conv_transpose, cannot become a phase convolution; empty when it can.
std::string whyNoPhases(gan::Heavy op);

/// What replaces `op`: a phase_conv of `src` with merged weights, and the op's bias and activation. `axes` has
/// an entry for each space axis. To be called when whyNoPhases is empty.
gan::PhaseConvOp makePhaseConv(mlir::OpBuilder &builder, mlir::Location loc, gan::Heavy op, mlir::Value src,
                               llvm::ArrayRef<numerics::MergedAxis> axes);

} // namespace ganc::graph

#endif
