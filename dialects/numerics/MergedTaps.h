// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which taps of a kernel read the same source cell, axis by axis, so that their weights can be added up.
//
// Output position o = phases * q + p of a convolution (stride s, dilation d, low padding a) of a source that
// is upsampled by u reads upsampled positions i = o s + t d - a, t = 0 .. k - 1, that is source cells
// floor(i / u). With g = gcd(u, s), phases = u / g:
//
//     floor(((phases q + p) s + t d - a) / u)  =  (s / g) q  +  floor((p s + t d - a) / u)
//
// so the cells of a phase are a window that moves by s / g, and taps t with the same floor share a cell. The
// upsampled position lies inside the upsampled source exactly when its cell lies inside the source, so zero
// padding stays exact.
//
// A transposed convolution (stride u, low padding a) adds source cell j to position j u + t d - a; position
// o = u q + p gets cells j = q + m for those t with t d = p + a - m u: phases = u, and no two taps share.

#ifndef GANC_DIALECTS_NUMERICS_MERGEDTAPS_H
#define GANC_DIALECTS_NUMERICS_MERGEDTAPS_H

#include <cstdint>
#include <vector>

namespace ganc::numerics {

/// Cells stride * q + offset + m, m = 0, 1, ..., of one phase: the kernel taps that read cell m (none where the
/// window has a gap).
struct MergedPhase {
  int64_t offset = 0;
  std::vector<std::vector<int64_t>> cells;
};

struct MergedAxis {
  int64_t stride = 1;
  std::vector<MergedPhase> phases;

  /// Cells of the phase that has most.
  int64_t longest() const;
};

MergedAxis mergeUpsampled(int64_t kernel, int64_t stride, int64_t dilation, int64_t padLow, int64_t factor);
MergedAxis mergeTransposed(int64_t kernel, int64_t stride, int64_t dilation, int64_t padLow);

/// The taps of `kernel` along each axis, x slowest.
struct KernelExtents {
  int64_t x, y, z;
};

/// For each phase (px, py, pz) in order and each cell (x, y, z) of a window of `longest()` cells an axis, the
/// sum over the taps that read it of `kernel`, [x][y][z].
std::vector<double> mergeKernel(const MergedAxis &x, const MergedAxis &y, const MergedAxis &z,
                                const double *kernel, KernelExtents extents);

} // namespace ganc::numerics

#endif
