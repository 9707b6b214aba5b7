// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//   hits = number of cells over a threshold in GeV;   occupied = number of cells that are not zero
//
// The thresholds are 0.1, 0.3 (that of the 3DGAN's plots), 1 and 10 MeV.

#ifndef GANC_RUNTIME_PHYSICS_OBSERVABLES_HITS_H
#define GANC_RUNTIME_PHYSICS_OBSERVABLES_HITS_H

#include "runtime/physics/Shower.h"

#include <algorithm>

namespace ganc {

template <float threshold> void measureHits(const Shower &shower, std::span<float> out) {
  out[0] = float(std::ranges::count_if(shower.cells, [](float e) { return e > threshold; }));
}

inline void measureOccupied(const Shower &shower, std::span<float> out) {
  out[0] = float(std::ranges::count_if(shower.cells, [](float e) { return e != 0; }));
}

} // namespace ganc

#endif
