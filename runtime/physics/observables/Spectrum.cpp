// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/physics/observables/Spectrum.h"

#include <algorithm>
#include <cmath>

namespace ganc {
namespace {

constexpr double lowestDecade = -9, binsPerDecade = 4;

std::size_t spectrumBin(float energy) {
  double position = energy > 0 ? (std::log10(double(energy)) - lowestDecade) * binsPerDecade : -1;
  return position < 0 ? 0 : std::min(spectrumBins - 1, 1 + std::size_t(position));
}

} // namespace

double spectrumEdge(std::size_t bin) {
  return lowestDecade + (double(bin) - 1) / binsPerDecade;
}

void measureSpectrum(const Shower &shower, std::span<float> out) {
  std::ranges::fill(out, 0.0f);
  for (float energy : shower.cells)
    if (energy != 0)
      ++out[spectrumBin(energy)];
}

} // namespace ganc
