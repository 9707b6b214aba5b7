// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A phase convolution as a loop nest computes it. The phases of an axis are computed one after the other, or
// merged: side by side, like further output channels, all with the taps of one phase that reads what any of
// them reads (a tap that a phase does not have gets the weight 0):
//
//   loop axis, merged:  offset = min over p of offset(p), taps up to the last position that a phase reads,
//                       ceil(positions / phases) positions
//   column = merged phase (px, py, pz) in order * columns of a phase + output channel
//
// Merging fills vectors whose lanes are output channels where there are few of them.

#ifndef GANC_DIALECTS_NUMERICS_PHASECOLUMNS_H
#define GANC_DIALECTS_NUMERICS_PHASECOLUMNS_H

#include "dialects/numerics/PhaseConv.h"

#include <array>
#include <optional>
#include <span>

namespace ganc::numerics {

/// Whether what the phases read falls onto one grid with the axis's dilation, and none needs the sum of another.
bool canMerge(const PhaseAxis &axis);

struct PhaseColumns {
  std::array<PhaseAxis, 3> axes; // x, y, z
  std::array<bool, 3> merged;
  int64_t inputGroups;
  int64_t channels, slots; // of the output; slots: channels of a word of it

  /// The axis of the loop nest: `axes[i]`, or its merged phases as one.
  PhaseAxis loopAxis(int i) const;
  /// Phases that are computed side by side along axis i, 1 if it is not merged.
  int64_t side(int i) const { return merged[i] ? axes[i].phases.size() : 1; }
  /// Positions of a phase of loop axis i, of `extent` positions of the output.
  int64_t loopPositions(int i, int64_t extent, int64_t phase) const;
  /// Columns of one phase: whole words.
  int64_t phaseColumns() const { return roundUp(channels, slots); }
  int64_t columns() const { return side(0) * side(1) * side(2) * phaseColumns(); }
};

/// Positions of source and destination along x, y, z.
struct Positions {
  std::array<int64_t, 3> src, dst;
};

/// Words of the weights, in blocks of `block` columns.
int64_t packedWords(const PhaseColumns &shape, int64_t block);

/// Words [px][py][pz][tx][ty][g][tz][co], phase by phase, become
/// [px][py][pz][column / block][tx][ty][g][tz][block], phases and taps those of the loop axes; words of
/// columns and taps that are not there are zero. A row of the source has `rowChannels` >= channels words.
std::vector<uint32_t> packColumns(const std::vector<uint32_t> &words, int64_t rowChannels,
                                  const PhaseColumns &shape, int64_t block);

/// Floats [co], or [px][py][pz][co] for phases, become [column], or [px][py][pz][column] for phases of the loop
/// axes; columns are rounded up to `block`, what is not there is zero.
std::vector<float> packPhaseParameters(std::span<const float> values, const PhaseColumns &shape,
                                       int64_t block);

/// Floats [co], or [x][y][z][co] for positions of the output (extents `dst`), become [column], or
/// [x][y][z][column] for positions of the loop axes, likewise.
std::vector<float> packPositionParameters(std::span<const float> values, const PhaseColumns &shape,
                                          const std::array<int64_t, 3> &dst, int64_t block);

} // namespace ganc::numerics

#endif
