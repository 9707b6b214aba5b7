// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/numerics/Exponential.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <initializer_list>

namespace ganc::numerics {

float exp(float x) {
  x = x > -87.0f ? x : -87.0f; // false for NaN
  x = 88.0f > x ? x : 88.0f;
  const float shifted = std::fma(x, 1.44269504f, 0x1.8p23f); // 1.5 * 2^23 + n
  const float n = shifted - 0x1.8p23f;
  const float r = std::fma(n, 2.12194440e-4f, std::fma(n, -0.693359375f, x));
  float series = 1.0f / 5040;
  for (const float coefficient : {1.0f / 720, 1.0f / 120, 1.0f / 24, 1.0f / 6, 0.5f, 1.0f, 1.0f})
    series = std::fma(series, r, coefficient);
  const uint32_t exponent = std::bit_cast<uint32_t>(shifted) << 23;
  return std::bit_cast<float>(std::bit_cast<uint32_t>(series) + exponent);
}

float sigmoid(float x) {
  return 1.0f / (1.0f + exp(-x));
}

float tanh(float x) {
  return 1.0f + -2.0f / (1.0f + exp(x + x));
}

} // namespace ganc::numerics
