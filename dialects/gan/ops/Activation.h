// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The non-linearities that heavy ops fuse, in float64 and in float32: relu(v) = v > 0 ? v : +0,
// leaky_relu(v) = v > 0 ? v : slope * v.

#ifndef GANC_DIALECTS_GAN_OPS_ACTIVATION_H
#define GANC_DIALECTS_GAN_OPS_ACTIVATION_H

#include "dialects/gan/Gan.h"
#include "dialects/numerics/Requantization.h"

namespace ganc::gan {

inline double activate(double value, Activation activation, float slope) {
  if (activation == Activation::None || value > 0.0)
    return value;
  return activation == Activation::Relu ? 0.0 : slope * value;
}

inline float activate(float value, Activation activation, float slope) {
  if (activation == Activation::None)
    return value;
  return activation == Activation::Relu ? numerics::relu(value) : numerics::leakyRelu(value, slope);
}

} // namespace ganc::gan

#endif
