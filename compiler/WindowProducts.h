// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the weights of a heavy op multiply: the windows of its source, one for each position of the result. Their products
//
//   H[a, b] = sum over windows: x[a] x[b]        a, b: [ci][tap], for each phase
//
// are all that rounding needs (dialects/numerics/WeightQuantization.h), whatever the number of positions. Windows are seen
// at positions that are spread evenly over all positions and showers, as many as cost half a second. H of few windows is
// worse than none: of correlated values (0.5 between neighbors) as many windows as weights give 2.6 times the square
// error of rounding to nearest, twice as many 1.1 times, four times as many 0.87 times.

#ifndef GANC_COMPILER_WINDOWPRODUCTS_H
#define GANC_COMPILER_WINDOWPRODUCTS_H

#include "compiler/SourceMeasure.h"

namespace ganc {

/// Leaves H on an op without groups (quantize::setWindowProducts), if enough windows were seen of each phase that reads
/// anything. Null where it would take too many: beyond 793 weights to a result, with 12 phases 346.
std::unique_ptr<SourceMeasure> makeWindowProducts(gan::Heavy heavy);

} // namespace ganc

#endif
