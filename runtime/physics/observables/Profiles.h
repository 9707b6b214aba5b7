// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//   profile[i] = S[i] / E_sum          S[i] = energy in slice i of an axis
//
// Longitudinal along z, transverse along x and y. All zero for a shower without energy.

#ifndef GANC_RUNTIME_PHYSICS_OBSERVABLES_PROFILES_H
#define GANC_RUNTIME_PHYSICS_OBSERVABLES_PROFILES_H

#include "runtime/physics/Shower.h"

namespace ganc {

template <std::vector<double> Shower::*slices>
void measureProfile(const Shower &shower, std::span<float> out) {
  double scale = shower.energySum > 0 ? 1 / shower.energySum : 0;
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i] = float((shower.*slices)[i] * scale);
}

} // namespace ganc

#endif
