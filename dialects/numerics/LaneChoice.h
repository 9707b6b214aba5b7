// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a phase convolution costs in dot products of whole vectors, and which arrangement of its columns in the
// lanes costs least.
//
//   dots = taps inside (x) * taps inside (y) * taps inside (z) * input groups * ceil(columns / lanes of columns)
//
// of the loop axes (PhaseColumns.h). Merging phases fills lanes and adds taps that some phases do not have. With
// neighboring positions of a plane in the lanes (FlatPlane.h) taps along y and z are all computed:
//
//   dots = taps inside (x) * sum over py, pz of taps(py) * taps(pz) * vectors(py, pz) * input groups * channels

#ifndef GANC_DIALECTS_NUMERICS_LANECHOICE_H
#define GANC_DIALECTS_NUMERICS_LANECHOICE_H

#include "dialects/numerics/PhaseColumns.h"

namespace ganc::numerics {

/// With `vectorColumns` columns in each vector: 1 where the lanes hold showers, 16 for channels.
int64_t dotCount(const PhaseColumns &shape, const Positions &positions, int64_t vectorColumns);

/// With positions in the lanes.
int64_t flatDotCount(const PhaseColumns &shape, const Positions &positions, int64_t lanes);

/// The axes whose phases to merge for vectors of `vectorColumns` columns.
std::array<bool, 3> mergedAxes(const PhaseColumns &shape, const Positions &positions, int64_t vectorColumns);

/// The cost of a run of a program is that of its dot products, or of reading weights that fit no cache, in
/// dot products too, whichever is more.
int64_t convolutionCost(int64_t dots, int64_t weightBytes);

} // namespace ganc::numerics

#endif
