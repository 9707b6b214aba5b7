// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The spectrum of cell energies: number of cells in logarithmic bins, four a decade.
//
//   bin 0:       not zero and below 1e-9 GeV, negative energies included
//   bin 1 + k:   10^(-9 + k/4) <= e < 10^(-9 + (k+1)/4) GeV, k = 0 .. 43;  the last also holds what is above
//
// It begins far below any threshold, because noise there is what a wrong rounding of a generator makes.

#ifndef GANC_RUNTIME_PHYSICS_OBSERVABLES_SPECTRUM_H
#define GANC_RUNTIME_PHYSICS_OBSERVABLES_SPECTRUM_H

#include "runtime/physics/Shower.h"

namespace ganc {

constexpr std::size_t spectrumBins = 45;

/// log10 of the lower edge of a bin, in GeV.
double spectrumEdge(std::size_t bin);

void measureSpectrum(const Shower &shower, std::span<float> out);

} // namespace ganc

#endif
