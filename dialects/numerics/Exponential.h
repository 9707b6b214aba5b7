// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// exp, sigmoid and tanh as float32 steps, each with exactly one rounding to nearest even, so that every CPU
// gives the same bits (libm promises no such thing):
//
//   exp(x) = 2^n exp(r),  n = round(x / ln 2),  r = x - n ln 2 in two fma, |r| <= 0.347
//   exp(r) by its Taylor series to r^7: the rest is below 0.347^8 / 8! = 6e-9
//   sigmoid(x) = 1 / (1 + exp(-x));   tanh(x) = 1 - 2 / (1 + exp(2 x)), absolute error 1e-7
//
// Emitted code (passes/codegen/EmitMap.cpp) does the same steps in the same order.

#ifndef GANC_DIALECTS_NUMERICS_EXPONENTIAL_H
#define GANC_DIALECTS_NUMERICS_EXPONENTIAL_H

namespace ganc::numerics {

/// x is clamped to -87 .. 88, where exp is a normal float; NaN becomes -87.
float exp(float x);
float sigmoid(float x);
float tanh(float x);

} // namespace ganc::numerics

#endif
