// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Integer division with a named rounding; divisors are positive.

#ifndef GANC_DIALECTS_NUMERICS_DIVISION_H
#define GANC_DIALECTS_NUMERICS_DIVISION_H

#include <cstdint>

namespace ganc::numerics {

/// ceil(a / b), for a >= 0.
constexpr int64_t divideUp(int64_t a, int64_t b) {
  return (a + b - 1) / b;
}

/// floor(a / b), also for negative a.
constexpr int64_t divideDown(int64_t a, int64_t b) {
  return a / b - (a % b < 0);
}

/// The smallest multiple of b that is not below a, for a >= 0.
constexpr int64_t roundUp(int64_t a, int64_t b) {
  return divideUp(a, b) * b;
}

} // namespace ganc::numerics

#endif
