// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The float32 steps after an integer accumulator, each with exactly one rounding to nearest even, so that
// every CPU gives the same bits:
//
//   v   = fma(f32(acc), multiplier, bias)
//   a   = activation(v)            relu: v > 0 ? v : +0; leaky_relu: v > 0 ? v : slope * v
//   dst = zero_point + round_half_even(clamp(a, low - zero_point, high - zero_point))
//
// The clamp stands before the conversion, where it is exact (its bounds are integers below 2^24) and keeps
// the conversion in range; NaN becomes `low`. Emitted code does the same steps in the same order.
//
// An op whose rounding is ONNX's own takes float64 steps instead, from scales that are float32:
//
//   v   = f64(acc) * f64(weight scale) * factor,   factor = f64(src scale) / f64(dst scale)
//   a, dst as above, in float64

#ifndef GANC_DIALECTS_NUMERICS_REQUANTIZATION_H
#define GANC_DIALECTS_NUMERICS_REQUANTIZATION_H

#include <cstdint>

namespace ganc::numerics {

/// Storage of quantized values: integers low..high, of which `zeroPoint` stands for 0.0.
struct Storage {
  int32_t low, high, zeroPoint;
};

float relu(float value);
float leakyRelu(float value, float slope);

/// fma(f32(acc), multiplier, bias).
float rescale(int32_t acc, float multiplier, float bias);
/// The same of an accumulator that was added up in float32.
float rescale(float acc, float multiplier, float bias);

/// f64(acc) * scale * factor, in this order.
double rescaleExactly(int32_t acc, float scale, double factor);

/// Round half to even into the storage; NaN becomes storage.low.
int32_t roundToStorage(float value, Storage storage);
int32_t roundToStorage(double value, Storage storage);

/// A quantized value's real value: f32(stored - zero_point) * scale.
float dequantize(int32_t stored, float scale, int32_t zeroPoint);

} // namespace ganc::numerics

#endif
