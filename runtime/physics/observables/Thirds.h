// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//   R_k = energy in the k-th third of the layers (z) / E_sum          k = 0, 1, 2
//
// Layer z belongs to third 3 z / nz, rounded down. Zero for a shower without energy.

#ifndef GANC_RUNTIME_PHYSICS_OBSERVABLES_THIRDS_H
#define GANC_RUNTIME_PHYSICS_OBSERVABLES_THIRDS_H

#include "runtime/physics/Shower.h"

namespace ganc {

template <int third> void measureThird(const Shower &shower, std::span<float> out) {
  double sum = 0;
  for (std::size_t z = 0; z < shower.grid.z; ++z)
    if (3 * z / shower.grid.z == third)
      sum += shower.sliceZ[z];
  out[0] = float(shower.energySum > 0 ? sum / shower.energySum : 0);
}

} // namespace ganc

#endif
