// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Phases that share a sum. After upsampling by two along an axis neighboring outputs read nearly the same: for a kernel
// of 5 (w0 .. w4)
//
//   y[2q]      =  (w0 + w1) x[q-1] + (w2 + w3) x[q] + w4 x[q+1]
//   y[2q + 1]  =  w0 x[q-1] + (w1 + w2) x[q] + (w3 + w4) x[q+1]  =  y[2q] + w1 d[q] + w3 d[q+1],   d[j] = x[j] - x[j-1]
//
// 5 products instead of 6, exact, as what the phases multiply x with has the same sum. In general, with
// b[t] - a[t] the difference of their weights (Abel's summation by parts):
//
//   sum over t: (b[t] - a[t]) x[q + t]  =  sum over t: p[t] d[q + t],     p[t] = sum over u >= t: b[u] - a[u]

#ifndef GANC_DIALECTS_NUMERICS_DIFFERENCES_H
#define GANC_DIALECTS_NUMERICS_DIFFERENCES_H

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace ganc::numerics {

/// [outer][extent][inner] becomes [outer][2 extent + 1][inner]: x and behind it d[0] .. d[extent], where x is zero
/// outside its extent.
std::vector<double> appendDifferences(std::span<const double> values, int64_t extent, int64_t inner);

/// Weights of one phase along an axis: weight t is for position q + offset + t.
struct PhaseTaps {
  int64_t offset;
  std::vector<double> weights;
};

/// The weights p of d; nothing where those of a and b do not have the same sum. Offset and number of p depend on those
/// of a and b alone.
std::optional<PhaseTaps> tapsOfDifferences(const PhaseTaps &a, const PhaseTaps &b);

} // namespace ganc::numerics

#endif
