// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The quantile of the standard normal law, bit-identical on every CPU: one uniform number makes one normal.
//
// Wichura's rational approximations (algorithm AS 241, PPND16, Applied Statistics 37 (1988) 477), relative
// error of the method about 1e-16, evaluated with + - * /, sqrt (correctly rounded by IEEE 754) and
// portable::log. Rounding included, the error is below 2e-15 max(|z|, 2^-53); its effect on a probability is
// checked against erfc. With the uniforms of Draws, |z| < 8.3.

#ifndef GANC_RUNTIME_SAMPLING_NORMAL_H
#define GANC_RUNTIME_SAMPLING_NORMAL_H

namespace ganc {

// z with P(normal < z) = p, for 0 < p < 1.
double normalQuantile(double p);

} // namespace ganc

#endif
