// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//   response = E_sum / E          the sampling fraction: energy in the cells over energy of the primary

#ifndef GANC_RUNTIME_PHYSICS_OBSERVABLES_RESPONSE_H
#define GANC_RUNTIME_PHYSICS_OBSERVABLES_RESPONSE_H

#include "runtime/physics/Shower.h"

namespace ganc {

inline void measureResponse(const Shower &shower, std::span<float> out) {
  out[0] = float(shower.energySum / shower.primaryEnergy);
}

} // namespace ganc

#endif
