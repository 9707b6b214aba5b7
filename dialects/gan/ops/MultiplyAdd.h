// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The step of every sum of products. In float64 it also adds stored integers: products of 16-bit values are
// below 2^31, so that sums of up to 2^22 of them are exact.

#ifndef GANC_DIALECTS_GAN_OPS_MULTIPLYADD_H
#define GANC_DIALECTS_GAN_OPS_MULTIPLYADD_H

#include <cmath>

namespace ganc::gan {

inline double multiplyAdd(double a, double b, double sum) {
  return a * b + sum;
}

/// One rounding, as emitted code.
inline float multiplyAdd(float a, float b, float sum) {
  return std::fma(a, b, sum);
}

} // namespace ganc::gan

#endif
