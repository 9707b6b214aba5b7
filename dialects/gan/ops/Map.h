// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Functions of single values, in float64 or in float32 steps: `function` is called with values of the type it
// computes in.

#ifndef GANC_DIALECTS_GAN_OPS_MAP_H
#define GANC_DIALECTS_GAN_OPS_MAP_H

#include "dialects/gan/Gan.h"

namespace ganc::gan {

/// function(values...) in `arithmetic`; float32 values are exact in the double that carries them.
template <typename Function, typename... Values>
double apply(Arithmetic arithmetic, Function function, Values... values) {
  if (arithmetic == Arithmetic::Float64)
    return function(values...);
  return function(static_cast<float>(values)...);
}

template <typename Function>
numerics::Tensor map(const numerics::Tensor &src, Arithmetic arithmetic, Function function) {
  numerics::Tensor dst(src.shape);
  for (size_t i = 0; i < src.values.size(); i++)
    dst.values[i] = apply(arithmetic, function, src.values[i]);
  return dst;
}

} // namespace ganc::gan

#endif
