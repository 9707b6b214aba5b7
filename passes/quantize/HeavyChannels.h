// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which output channel each weight of a heavy op belongs to. Channels are counted over all groups and phases;
// axis 0 of a weight runs over all groups and phases, axis 1 over one.

#ifndef GANC_PASSES_QUANTIZE_HEAVYCHANNELS_H
#define GANC_PASSES_QUANTIZE_HEAVYCHANNELS_H

#include "dialects/gan/Gan.h"
#include "dialects/numerics/WeightQuantization.h"

#include <vector>

namespace ganc::quantize {

/// For each output channel the elements of the weight, in C order, that it multiplies.
std::vector<std::vector<int64_t>> weightsOfChannels(gan::Heavy heavy);

/// For each index along the weight's output axis the elements there: those of one channel, or, where groups
/// share the axis (conv_transpose), of the same channel of each group. They have one scale.
std::vector<std::vector<int64_t>> weightsOfScales(gan::Heavy heavy);

/// What of one channel's weights, as listed, an accumulator adds up: a row of taps along the last axis with `row_sums`,
/// else all.
numerics::Parts partsOf(gan::Heavy heavy);

/// The largest magnitude of what weights at `row` of the output axis multiply: of the type of `stored`, which the op
/// reads, or of that part of it where differences are appended.
int32_t sourceMaxOf(gan::Heavy heavy, mlir::Value stored, int64_t row);

/// Whether accumulators of their own for rows of taps cost little.
bool paysToAddRows(gan::Heavy heavy);

/// Whether phases go on with the sum of another (`split` of `#gan.phases`).
bool sharesSums(gan::Heavy heavy);

/// For each index along the weight's output axis the first that must have the same scale, as its phase goes on with the
/// sum of that phase.
std::vector<int64_t> firstsOfScales(gan::Heavy heavy);

} // namespace ganc::quantize

#endif
