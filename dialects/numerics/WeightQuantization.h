// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The weights of one output channel as symmetric integers, and the proof that their accumulator fits:
//
//   stored[k] = round(weight[k] / scale),   |stored[k]| <= storedMax,
//   sum over k: |stored[k]| sourceMax  <  2^31
//
// Since |acc| = |sum of stored[k] src[k]| <= sum |stored[k]| max|src|, no sum and no partial sum of any order
// overflows 32 bits. scale is the smallest of max|weight| / storedMax and what the second bound asks for; the
// rounding of many small weights can pass that bound, then the scale grows until it holds.

#ifndef GANC_DIALECTS_NUMERICS_WEIGHTQUANTIZATION_H
#define GANC_DIALECTS_NUMERICS_WEIGHTQUANTIZATION_H

#include <cstdint>
#include <span>
#include <vector>

namespace ganc::numerics {

struct IntegerLimits {
  int32_t storedMax; ///< largest magnitude of a stored weight
  int32_t sourceMax; ///< largest magnitude of a stored source value
};

struct StoredWeights {
  std::vector<int16_t> values;
  double scale; ///< in the range of normal float32
};

/// `weights` are finite. Weights that are all zero get scale 1.
StoredWeights quantizeWeights(std::span<const double> weights, IntegerLimits limits);

/// Largest magnitude that an accumulator can have; saturates at 2^62.
int64_t largestAccumulator(std::span<const int32_t> stored, int32_t sourceMax);

constexpr int64_t kAccumulatorBound = int64_t{1} << 31;

} // namespace ganc::numerics

#endif
