// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/numerics/MultiplyAccumulates.h"

namespace ganc::numerics {

int64_t tapsInside(const AxisExtents &extents) {
  const PhaseAxis &axis = extents.axis;
  const int64_t phases = axis.phases.size();
  int64_t taps = 0;
  for (int64_t o = 0; o < extents.dst; o++) {
    const Phase &phase = axis.phases[o % phases];
    const int64_t first = axis.stride * (o / phases) + phase.offset;
    const int64_t extent = axis.partOf(o % phases, extents.src).extent;
    for (size_t m = 0; m < phase.kernelTaps.size(); m++) {
      const int64_t position = first + axis.dilation * static_cast<int64_t>(m);
      taps += position >= 0 && position < extent;
    }
  }
  return taps;
}

int64_t allTaps(const AxisExtents &extents) {
  const std::vector<Phase> &phases = extents.axis.phases;
  int64_t taps = 0;
  for (int64_t o = 0; o < extents.dst; o++)
    taps += phases[o % phases.size()].kernelTaps.size();
  return taps;
}

template <typename Taps> static int64_t product(const PhaseConvExtents &extents, Taps taps) {
  int64_t count = extents.inputChannels * extents.outputChannels;
  for (const AxisExtents &axis : extents.axes)
    count *= taps(axis);
  return count;
}

int64_t multiplyAccumulates(const PhaseConvExtents &extents) {
  return product(extents, tapsInside);
}

int64_t naiveMultiplyAccumulates(const PhaseConvExtents &extents) {
  return product(extents, allTaps);
}

} // namespace ganc::numerics
