// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/numerics/Requantization.h"

#include <cmath>

namespace ganc::numerics {

float relu(float value) {
  return value > 0.0f ? value : 0.0f;
}

float leakyRelu(float value, float slope) {
  return value > 0.0f ? value : slope * value;
}

float rescale(float acc, float multiplier, float bias) {
  return std::fma(acc, multiplier, bias);
}

float rescale(int32_t acc, float multiplier, float bias) {
  return rescale(static_cast<float>(acc), multiplier, bias);
}

double rescaleExactly(int32_t acc, float scale, double factor) {
  return acc * static_cast<double>(scale) * factor;
}

template <typename Float> static int32_t roundInto(Storage storage, Float value) {
  const Float low = static_cast<Float>(storage.low - storage.zeroPoint);
  const Float high = static_cast<Float>(storage.high - storage.zeroPoint);
  Float clamped = value > low ? value : low; // false for NaN
  clamped = clamped < high ? clamped : high;
  return static_cast<int32_t>(std::nearbyint(clamped)) + storage.zeroPoint;
}

int32_t roundToStorage(float value, Storage storage) {
  return roundInto(storage, value);
}

int32_t roundToStorage(double value, Storage storage) {
  return roundInto(storage, value);
}

float dequantize(int32_t stored, float scale, int32_t zeroPoint) {
  return static_cast<float>(stored - zeroPoint) * scale;
}

} // namespace ganc::numerics
