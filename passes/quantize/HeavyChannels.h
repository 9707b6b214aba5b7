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

/// Rows of taps of the weight, and taps of each.
numerics::Parts rowsOf(gan::Heavy heavy);

} // namespace ganc::quantize

#endif
