// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// exp, log and pow in double that give the same bits on every CPU, compiler and C library: only + - * / and
// exact conversions, each rounded once (the tree is built with -ffp-contract=off). libm promises no such
// thing, and a shower of a seed must never change.
//
//   log x = e ln 2 + 2 atanh(s),  x = 2^e m,  sqrt(1/2) <= m < sqrt(2),  s = (m-1)/(m+1),  |s| < 0.1716
//   exp x = 2^k exp(r),           k = round(x / ln 2),  |r| <= ln(2)/2
//
// Both series are Taylor's, cut where the rest is below 2^-60 of the result; ln 2 is split in two so that
// e ln 2 and k ln 2 are exact to 2^-100. What is left is rounding: relative error below 1e-15.
// Thread safe.

#ifndef GANC_RUNTIME_SAMPLING_PORTABLEMATH_H
#define GANC_RUNTIME_SAMPLING_PORTABLEMATH_H

namespace ganc::portable {

// Relative error below 1e-15 for all finite x > 0. log 0 = -inf; negative or NaN gives NaN; log inf = inf.
double log(double x);

// log(x) / ln 10.
double log10(double x);

// Relative error below 1e-15 where the result is a normal number; then subnormal, 0 and inf as usual.
double exp(double x);

// x^p = exp(p log x) for x > 0; x <= 0 gives 0 (energies: a network's negative output means none), NaN gives
// NaN, p = 1 gives x > 0 unchanged. Relative error below (1 + |p log x|) 1e-15.
double pow(double x, double p);

} // namespace ganc::portable

#endif
