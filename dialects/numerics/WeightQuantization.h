// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The weights of one output channel as symmetric integers, and the proof that their accumulator fits:
//
//   stored[k] = round(weight[k] / scale),   |stored[k]| <= storedMax,
//   sum over k of each part: |stored[k]| sourceMax  <  2^31
//
// Since |acc| = |sum of stored[k] src[k]| <= sum |stored[k]| max|src|, no sum and no partial sum of any order
// overflows 32 bits. A part is what one accumulator adds up: all weights, or a row of taps (see `gan.conv`).
//
// Rounding need not be to nearest. What matters is the error of the sum over the values x that the source takes,
//
//   E[(sum over k: r[k] x[k])^2]  =  r^T H r,      r[k] = weight[k] - scale stored[k],      H = E[x x^T]
//
// Weights are rounded one after the other; those that follow take up the error as far as x is correlated: with
// H^-1 = U^T U, U upper triangular, the residual r[k] / U[k, k] times U[k, j] is taken from weight j > k before it is
// rounded (Optimal Brain Surgeon; the order of weights fixed as in GPTQ). For a convolution H may be taken to be the
// product of the correlation of channels and that of taps; so is U then.
//
// scale is the largest of max|weight| / storedMax and what the second bound asks for; the
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

/// Which part each weight [channel][row][tap of the row] belongs to: that of its row.
struct Parts {
  int64_t rows = 1, tapsOfRow = 1;

  int64_t of(int64_t k) const { return k / tapsOfRow % rows; }
};

/// U of the formula above for weights [channel][tap]: the Kronecker product of two upper triangular matrices, in C
/// order; a whole U is one of channels with a single tap. Empty ones stand for no correlation.
struct ErrorSpread {
  int64_t channels = 0, taps = 0;
  std::vector<double> ofChannels, ofTaps;

  double at(int64_t k, int64_t j) const {
    return ofChannels[k / taps * channels + j / taps] * ofTaps[k % taps * taps + j % taps];
  }
};

struct StoredWeights {
  std::vector<int16_t> values;
  double scale; ///< in the range of normal float32
};

/// `weights` are finite. The scale is at least `leastScale`; weights that are all zero get
/// that, or 1. Without a spread rounding is to
/// nearest.
StoredWeights quantizeWeights(std::span<const double> weights, IntegerLimits limits,
                              const ErrorSpread &spread = {}, Parts parts = {}, double leastScale = 0);

/// Largest magnitude that the accumulator of any part can have; saturates at 2^62.
int64_t largestAccumulator(std::span<const int32_t> stored, int32_t sourceMax, Parts parts = {});

constexpr int64_t kAccumulatorBound = int64_t{1} << 31;

} // namespace ganc::numerics

#endif
