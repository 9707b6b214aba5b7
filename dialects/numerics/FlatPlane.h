// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A plane (y, z) of one channel group with its rows one behind the other and zeros where a phase convolution
// pads, so that 16 neighboring positions of its output read 16 neighboring words at every tap:
//
//   place(y, z) = lead + y * pitch + z
//   position q_y * pitch + q_z of a phase reads, at tap (ty, tz), that much further:
//     lead + (offset(py) + d * ty) * pitch + offset(pz) + d * tz
//
// The zeros behind a row are also those before the next. Positions whose q_z is none of the output are computed
// for nothing. Not for strides: their positions do not read neighbors.

#ifndef GANC_DIALECTS_NUMERICS_FLATPLANE_H
#define GANC_DIALECTS_NUMERICS_FLATPLANE_H

#include "dialects/numerics/PhaseColumns.h"

namespace ganc::numerics {

struct FlatPlane {
  int64_t pitch, lead;
  int64_t words; // whole vectors; up to the last that a vector of positions reads
};

/// Whether stride is 1 along y and z, and no phase needs the sum of another.
bool canFlatten(const PhaseColumns &shape);

FlatPlane flatPlane(const PhaseColumns &shape, const Positions &positions);

/// Vectors of `lanes` positions that hold those of phases (py, pz) of the output.
int64_t flatVectors(const PhaseColumns &shape, const Positions &positions, int64_t pitch, int64_t py,
                    int64_t pz, int64_t lanes);

/// Words that hold the positions of any phases, in whole vectors, and from each row on whole vectors too.
int64_t flatResultWords(const PhaseColumns &shape, const Positions &positions, int64_t pitch, int64_t lanes);

/// Floats [x][y][z][co] become [x][py][pz][co][place], `words` places for each; what is not there is zero.
std::vector<float> packFlatParameters(std::span<const float> values, const PhaseColumns &shape,
                                      const std::array<int64_t, 3> &dst, int64_t pitch, int64_t words);

} // namespace ganc::numerics

#endif
