// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How far computed values are from a reference, relative to the size of the reference as a whole:
//
//   e = computed - reference
//   maxError = max |e| / max |reference|
//   l2Error = sqrt(sum e^2 / sum reference^2)
//
// An element with the bits of the reference has no error, whatever it is; one that is not finite otherwise
// has an infinite one. Where the reference is zero everywhere, any error is infinite.

#ifndef GANC_TOOLS_GANC_RUN_FIGURES_H
#define GANC_TOOLS_GANC_RUN_FIGURES_H

#include <span>

namespace ganc {

struct Figures {
  double maxError = 0, l2Error = 0;
};

/// Both spans have the same length.
Figures compare(std::span<const float> reference, std::span<const float> computed);

} // namespace ganc

#endif
