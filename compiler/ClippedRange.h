// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where to clip values before they are rounded to 8 bits, from their histogram: the range [max(min, -t), min(max, t)]
// with the t, of 8 for each power of two, that loses least. A loss is
//
//   mean squared error   sum over values v:  (v - the range's end)^2 outside, else min(v^2, step^2 / 12)
//   divergence           sum over bins p log(p / q), with p the histogram, values outside in the outermost bins, and q
//                        the same with all bins of a level spread out evenly (Kullback and Leibler; the entropy method)
//
// for levels step = (max - min) / 255 apart.

#ifndef GANC_COMPILER_CLIPPEDRANGE_H
#define GANC_COMPILER_CLIPPEDRANGE_H

#include "dialects/numerics/ActivationQuantization.h"

#include <functional>
#include <span>
#include <vector>

namespace ganc {

struct HistogramBin {
  double value, width;
  double count; ///< not 0
};
using Histogram = std::span<const HistogramBin>; // ascending in value

/// The same values in `kLinearBins` bins of equal width: the entropy method must not see finer structure near zero than
/// a level can ever show.
std::vector<HistogramBin> linearBins(Histogram histogram, numerics::Range extremes);
constexpr int kLinearBins = 2048;

double squaredError(Histogram histogram, numerics::Range range);
double divergence(Histogram histogram, numerics::Range range);

using RangeLoss = std::function<double(Histogram, numerics::Range)>;

/// `extremes` contain 0; the widest range of several that lose as little.
numerics::Range clippedRange(Histogram histogram, numerics::Range extremes, const RangeLoss &loss);

} // namespace ganc

#endif
