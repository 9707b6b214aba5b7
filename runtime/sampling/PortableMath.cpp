// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See the header for the formulas.
#include "runtime/sampling/PortableMath.h"

#include <bit>
#include <cstdint>
#include <limits>

namespace ganc::portable {
namespace {

// The high part ends in 21 zero bits: its product with an exponent is exact.
constexpr double ln2High = 0x1.62e42feep-1;
constexpr double ln2Low = 0x1.a39ef35793c76p-33;
constexpr double inverseLn2 = 0x1.71547652b82fep+0;
constexpr double inverseLn10 = 0x1.bcb7b1526e50ep-2;
constexpr double infinity = std::numeric_limits<double>::infinity();

double powerOfTwo(int64_t exponent) {
  return std::bit_cast<double>(uint64_t(exponent + 1023) << 52);
}

// 2 atanh(s) = 2 s (1 + s^2/3 + s^4/5 + ...)
double twiceAtanh(double s) {
  const double s2 = s * s;
  double sum = 0;
  for (int n = 23; n >= 3; n -= 2)
    sum = (sum + 1.0 / n) * s2;
  return 2 * s + 2 * s * sum;
}

double expNearZero(double r) {
  double sum = 1;
  for (int n = 15; n >= 2; n--)
    sum = 1 + sum * r / n;
  return 1 + r * sum;
}

} // namespace

double log(double x) {
  if (!(x > 0))
    return x == 0 ? -infinity : std::numeric_limits<double>::quiet_NaN();
  if (x == infinity)
    return x;
  int64_t exponent = 0;
  if (x < std::numeric_limits<double>::min()) {
    x *= 0x1p54;
    exponent = -54;
  }
  const uint64_t bits = std::bit_cast<uint64_t>(x);
  exponent += int64_t(bits >> 52) - 1023;
  double mantissa = std::bit_cast<double>((bits & 0x000fffffffffffffu) | 0x3ff0000000000000u);
  if (mantissa > 0x1.6a09e667f3bcdp+0) {
    mantissa /= 2;
    exponent++;
  }
  const double tail = twiceAtanh((mantissa - 1) / (mantissa + 1));
  return exponent == 0 ? tail : double(exponent) * ln2High + (double(exponent) * ln2Low + tail);
}

double log10(double x) {
  return log(x) * inverseLn10;
}

double exp(double x) {
  if (x > 709.79)
    return infinity;
  if (x < -745.2)
    return 0;
  if (x != x)
    return x;
  const int64_t k = int64_t(x * inverseLn2 + (x < 0 ? -0.5 : 0.5));
  const double r = (x - double(k) * ln2High) - double(k) * ln2Low;
  // In two steps, since 2^k alone may be out of range.
  return expNearZero(r) * powerOfTwo(k / 2) * powerOfTwo(k - k / 2);
}

double pow(double x, double p) {
  if (x != x)
    return x;
  if (x <= 0)
    return 0;
  return p == 1 ? x : exp(p * log(x));
}

} // namespace ganc::portable
