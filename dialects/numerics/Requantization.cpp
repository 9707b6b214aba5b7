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

float rescale(int32_t acc, float multiplier, float bias) {
  return std::fma(static_cast<float>(acc), multiplier, bias);
}

int32_t roundToStorage(float value, Storage storage) {
  const float low = static_cast<float>(storage.low - storage.zeroPoint);
  const float high = static_cast<float>(storage.high - storage.zeroPoint);
  float clamped = value > low ? value : low; // false for NaN
  clamped = clamped < high ? clamped : high;
  return static_cast<int32_t>(std::nearbyint(clamped)) + storage.zeroPoint;
}

float dequantize(int32_t stored, float scale, int32_t zeroPoint) {
  return static_cast<float>(stored - zeroPoint) * scale;
}

} // namespace ganc::numerics
