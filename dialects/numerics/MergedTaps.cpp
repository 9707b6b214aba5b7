// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/numerics/MergedTaps.h"

#include "dialects/numerics/Division.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace ganc::numerics {

int64_t MergedAxis::longest() const {
  size_t longest = 0;
  for (const MergedPhase &phase : phases)
    longest = std::max(longest, phase.cells.size());
  return longest;
}

/// A phase from the source cell of each tap (for q = 0), gaps included.
static MergedPhase phaseOf(const std::map<int64_t, std::vector<int64_t>> &tapsOfCells) {
  if (tapsOfCells.empty())
    return {};
  MergedPhase phase{tapsOfCells.begin()->first, {}};
  for (const auto &[cell, taps] : tapsOfCells) {
    phase.cells.resize(cell - phase.offset + 1);
    phase.cells.back() = taps;
  }
  return phase;
}

MergedAxis mergeUpsampled(int64_t kernel, int64_t stride, int64_t dilation, int64_t padLow, int64_t factor) {
  const int64_t common = std::gcd(factor, stride);
  MergedAxis axis{stride / common, {}};
  for (int64_t p = 0; p < factor / common; p++) {
    std::map<int64_t, std::vector<int64_t>> tapsOfCells;
    for (int64_t t = 0; t < kernel; t++)
      tapsOfCells[divideDown(p * stride + t * dilation - padLow, factor)].push_back(t);
    axis.phases.push_back(phaseOf(tapsOfCells));
  }
  return axis;
}

MergedAxis mergeTransposed(int64_t kernel, int64_t stride, int64_t dilation, int64_t padLow) {
  MergedAxis axis{1, {}};
  for (int64_t p = 0; p < stride; p++) {
    std::map<int64_t, std::vector<int64_t>> tapsOfCells;
    for (int64_t t = 0; t < kernel; t++)
      if (const int64_t distance = p + padLow - t * dilation;
          distance == divideDown(distance, stride) * stride)
        tapsOfCells[divideDown(distance, stride)].push_back(t);
    axis.phases.push_back(phaseOf(tapsOfCells));
  }
  return axis;
}

/// Sum of the kernel over a box of taps, given axis by axis.
static double sumOfTaps(const std::vector<int64_t> &x, const std::vector<int64_t> &y,
                        const std::vector<int64_t> &z, const double *kernel, KernelExtents extents) {
  double sum = 0;
  for (const int64_t tx : x)
    for (const int64_t ty : y)
      for (const int64_t tz : z)
        sum += kernel[(tx * extents.y + ty) * extents.z + tz];
  return sum;
}

/// Calls visit(taps) for each cell of a window of `length`, beyond the phase's own with none.
template <typename Visit> static void forEachCell(const MergedPhase &phase, int64_t length, Visit visit) {
  static const std::vector<int64_t> none;
  for (int64_t cell = 0; cell < length; cell++)
    visit(cell < static_cast<int64_t>(phase.cells.size()) ? phase.cells[cell] : none);
}

std::vector<double> mergeKernel(const MergedAxis &x, const MergedAxis &y, const MergedAxis &z,
                                const double *kernel, KernelExtents extents) {
  const int64_t lengthX = x.longest(), lengthY = y.longest(), lengthZ = z.longest();
  std::vector<double> merged;
  for (const MergedPhase &px : x.phases)
    for (const MergedPhase &py : y.phases)
      for (const MergedPhase &pz : z.phases)
        forEachCell(px, lengthX, [&](const auto &tapsX) {
          forEachCell(py, lengthY, [&](const auto &tapsY) {
            forEachCell(pz, lengthZ, [&](const auto &tapsZ) {
              merged.push_back(sumOfTaps(tapsX, tapsY, tapsZ, kernel, extents));
            });
          });
        });
  return merged;
}

} // namespace ganc::numerics
