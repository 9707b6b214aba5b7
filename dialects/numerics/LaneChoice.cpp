// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/numerics/LaneChoice.h"

#include "dialects/numerics/FlatPlane.h"
#include "dialects/numerics/MultiplyAccumulates.h"

#include <algorithm>

namespace ganc::numerics {

/// All columns of merged phases are unrolled.
constexpr int64_t kMostMergedVectors = 8;
/// The reference machine: what stays in the second-level cache from one run to the next, and how many bytes
/// come from beyond it in the time of a dot product (27 GB/s, 7 G/s).
constexpr int64_t kCachedBytes = 1 << 20, kBytesOfDot = 4;

int64_t dotCount(const PhaseColumns &shape, const Positions &positions, int64_t vectorColumns) {
  int64_t dots = shape.inputGroups * divideUp(shape.columns(), vectorColumns);
  for (int i = 0; i < 3; i++)
    dots *= tapsInside({shape.loopAxis(i), positions.src[i], divideUp(positions.dst[i], shape.side(i))});
  return dots;
}

int64_t flatDotCount(const PhaseColumns &shape, const Positions &positions, int64_t lanes) {
  const int64_t pitch = flatPlane(shape, positions).pitch;
  const auto taps = [&](int i, size_t phase) { return std::ssize(shape.axes[i].phases[phase].kernelTaps); };
  int64_t dots = 0;
  for (size_t py = 0; py < shape.axes[1].phases.size(); py++)
    for (size_t pz = 0; pz < shape.axes[2].phases.size(); pz++)
      dots += taps(1, py) * taps(2, pz) * flatVectors(shape, positions, pitch, py, pz, lanes);
  return dots * tapsInside({shape.axes[0], positions.src[0], positions.dst[0]}) * shape.inputGroups *
         shape.channels;
}

static bool canMergeAll(const PhaseColumns &shape) {
  for (int i = 0; i < 3; i++)
    if (shape.merged[i] && (shape.axes[i].phases.size() == 1 || !canMerge(shape.axes[i])))
      return false;
  return true;
}

std::array<bool, 3> mergedAxes(const PhaseColumns &shape, const Positions &positions, int64_t vectorColumns) {
  PhaseColumns best = shape;
  for (int choice = 0; choice < 8; choice++) {
    PhaseColumns other = shape;
    other.merged = {(choice & 4) != 0, (choice & 2) != 0, (choice & 1) != 0};
    if (choice && (!canMergeAll(other) || other.columns() > kMostMergedVectors * vectorColumns))
      continue;
    if (choice == 0 || dotCount(other, positions, vectorColumns) < dotCount(best, positions, vectorColumns))
      best = other;
  }
  return best.merged;
}

int64_t convolutionCost(int64_t dots, int64_t weightBytes) {
  return std::max(dots, weightBytes > kCachedBytes ? weightBytes / kBytesOfDot : 0);
}

} // namespace ganc::numerics
