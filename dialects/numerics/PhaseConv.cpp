// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/numerics/PhaseConv.h"

namespace ganc::numerics {

PhaseAxis convAxis(int64_t kernel, int64_t stride, int64_t dilation, int64_t padLow) {
  Phase phase{-padLow, {}};
  for (int64_t t = 0; t < kernel; t++)
    phase.kernelTaps.push_back(t);
  return {stride, dilation, {phase}};
}

PhaseAxis convTransposeAxis(int64_t kernel, int64_t stride, int64_t padLow, int64_t outputExtent) {
  PhaseAxis axis;
  for (int64_t p = 0; p < stride && p < outputExtent; p++) {
    const int64_t first = -divideDown(-(p + padLow - kernel + 1), stride);
    Phase phase{first, {}};
    for (int64_t j = first; j <= divideDown(p + padLow, stride); j++)
      phase.kernelTaps.push_back(p + padLow - j * stride);
    axis.phases.push_back(phase);
  }
  return axis;
}

/// Calls visit(px, py, pz) for every phase in order.
template <typename Visit> static void forEachPhase(const PhaseWeights &shape, Visit visit) {
  for (const Phase &px : shape.x.phases)
    for (const Phase &py : shape.y.phases)
      for (const Phase &pz : shape.z.phases)
        visit(px, py, pz);
}

static uint32_t word(const PhaseWeights &shape, const WeightAt &at, int64_t co, int64_t group, int64_t x,
                     int64_t y, int64_t z) {
  if (co >= shape.outputChannels)
    return 0;
  const int64_t bits = 32 / shape.slots;
  const uint32_t mask = bits == 32 ? ~0u : (1u << bits) - 1;
  uint32_t packed = 0;
  for (int64_t slot = 0; slot < shape.slots; slot++)
    if (const int64_t ci = group * shape.slots + slot; ci < shape.inputChannels)
      packed |= (at(co, ci, x, y, z) & mask) << (slot * bits);
  return packed;
}

std::vector<uint32_t> packWeights(const PhaseWeights &shape, const WeightAt &at, int64_t tile) {
  std::vector<uint32_t> words;
  forEachPhase(shape, [&](const Phase &px, const Phase &py, const Phase &pz) {
    for (int64_t first = 0; first < shape.outputChannels; first += tile)
      for (const int64_t x : px.kernelTaps)
        for (const int64_t y : py.kernelTaps)
          for (int64_t group = 0; group < shape.inputGroups(); group++)
            for (const int64_t z : pz.kernelTaps)
              for (int64_t co = first; co < first + tile; co++)
                words.push_back(word(shape, at, co, group, x, y, z));
  });
  return words;
}

} // namespace ganc::numerics
