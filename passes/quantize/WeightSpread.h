// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How the rounding error of one weight of an op is best taken up by others, from the correlation of its source.

#ifndef GANC_PASSES_QUANTIZE_WEIGHTSPREAD_H
#define GANC_PASSES_QUANTIZE_WEIGHTSPREAD_H

#include "dialects/numerics/WeightQuantization.h"
#include "passes/quantize/Annotations.h"

namespace ganc::quantize {

/// One for each phase: of all its weights together where their windows were seen, else of channels and taps apart. The
/// correlation of two taps is then the mean, over the positions of the phase where both lie inside the source, of that
/// of the two source positions. Nothing when nothing was seen; an empty one for a phase without an inverse of what was.
std::vector<numerics::ErrorSpread> spreadsOf(gan::Heavy heavy);

} // namespace ganc::quantize

#endif
