// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/numerics/FlatPlane.h"

#include <algorithm>

namespace ganc::numerics {

constexpr int64_t kVectorWords = 16;

/// How far the phases of an axis read beyond the source, before its first and behind its last position.
struct Margins {
  int64_t low, high;
};

static Margins marginsOf(const PhaseAxis &axis, int64_t src, int64_t dst) {
  Margins margins{0, 0};
  const int64_t phases = axis.phases.size();
  for (int64_t p = 0; p < std::min(phases, dst); p++) {
    const Phase &phase = axis.phases[p];
    const int64_t taps = phase.kernelTaps.size(), last = divideUp(dst - p, phases) - 1;
    if (taps == 0)
      continue;
    margins.low = std::max(margins.low, -phase.offset);
    margins.high = std::max(margins.high, last + phase.offset + axis.dilation * (taps - 1) - (src - 1));
  }
  return margins;
}

bool canFlatten(const PhaseColumns &shape) {
  return shape.axes[1].stride == 1 && shape.axes[2].stride == 1 && shape.axes[1].split == 0;
}

int64_t flatVectors(const PhaseColumns &shape, const Positions &positions, int64_t pitch, int64_t py,
                    int64_t pz, int64_t lanes) {
  const int64_t rows = shape.loopPositions(1, positions.dst[1], py);
  const int64_t columns = shape.loopPositions(2, positions.dst[2], pz);
  return rows == 0 || columns == 0 ? 0 : divideUp((rows - 1) * pitch + columns, lanes);
}

/// The furthest that a tap of an axis reads from the position it belongs to.
static int64_t reach(const PhaseAxis &axis) {
  int64_t result = 0;
  for (const Phase &phase : axis.phases)
    result = std::max(result, phase.offset + axis.dilation * (std::ssize(phase.kernelTaps) - 1));
  return result;
}

FlatPlane flatPlane(const PhaseColumns &shape, const Positions &positions) {
  const Margins y = marginsOf(shape.axes[1], positions.src[1], positions.dst[1]);
  const Margins z = marginsOf(shape.axes[2], positions.src[2], positions.dst[2]);
  FlatPlane plane{};
  plane.pitch = std::max(positions.src[2] + std::max(z.low, z.high),
                         shape.loopPositions(2, positions.dst[2], 0)); // phase 0 has the most
  plane.lead = y.low * plane.pitch + z.low;
  const int64_t computed = flatVectors(shape, positions, plane.pitch, 0, 0, kVectorWords) * kVectorWords;
  const int64_t read = computed + reach(shape.axes[1]) * plane.pitch + reach(shape.axes[2]);
  plane.words = plane.lead + std::max(read, positions.src[1] * plane.pitch);
  plane.words = roundUp(plane.words, kVectorWords);
  return plane;
}

int64_t flatResultWords(const PhaseColumns &shape, const Positions &positions, int64_t pitch, int64_t lanes) {
  const int64_t rows = shape.loopPositions(1, positions.dst[1], 0);
  const int64_t columns = shape.loopPositions(2, positions.dst[2], 0);
  return roundUp((rows - 1) * pitch + roundUp(columns, lanes), lanes);
}

std::vector<float> packFlatParameters(std::span<const float> values, const PhaseColumns &shape,
                                      const std::array<int64_t, 3> &dst, int64_t pitch, int64_t words) {
  const int64_t phasesY = shape.axes[1].phases.size(), phasesZ = shape.axes[2].phases.size();
  std::vector<float> packed(dst[0] * phasesY * phasesZ * shape.channels * words);
  size_t next = 0;
  for (int64_t x = 0; x < dst[0]; x++)
    for (int64_t y = 0; y < dst[1]; y++)
      for (int64_t z = 0; z < dst[2]; z++)
        for (int64_t co = 0; co < shape.channels; co++) {
          const int64_t phase = (x * phasesY + y % phasesY) * phasesZ + z % phasesZ;
          const int64_t place = y / phasesY * pitch + z / phasesZ;
          packed[(phase * shape.channels + co) * words + place] = values[next++];
        }
  return packed;
}

} // namespace ganc::numerics
