// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//   M1 = sum_i i S[i] / E_sum          M2 = sum_i (i - M1)^2 S[i] / E_sum
//
// S[i] = energy in slice i of an axis, i counted from 0: M1 is in cells, M2 in cells squared.
// Zero for a shower without energy.

#ifndef GANC_RUNTIME_PHYSICS_OBSERVABLES_MOMENTS_H
#define GANC_RUNTIME_PHYSICS_OBSERVABLES_MOMENTS_H

#include "runtime/physics/Shower.h"

namespace ganc {

template <std::vector<double> Shower::*slices, int order>
void measureMoment(const Shower &shower, std::span<float> out) {
  static_assert(order == 1 || order == 2);
  double first = 0, second = 0, total = shower.energySum;
  const std::vector<double> &s = shower.*slices;
  for (std::size_t i = 0; total > 0 && i < s.size(); ++i)
    first += double(i) * s[i] / total;
  for (std::size_t i = 0; total > 0 && i < s.size(); ++i)
    second += (double(i) - first) * (double(i) - first) * s[i] / total;
  out[0] = float(order == 1 ? first : second);
}

} // namespace ganc

#endif
