// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where the values of an activation stand in a buffer of cells, [x][y][c / slots][z][lanes][slots].

#ifndef GANC_DIALECTS_NUMERICS_CELLLAYOUT_H
#define GANC_DIALECTS_NUMERICS_CELLLAYOUT_H

#include "dialects/numerics/Division.h"

#include <cstdint>
#include <span>

namespace ganc::numerics {

struct CellLayout {
  /// Shape of one shower (no batch): [c], [c, z], [c, x, z] or [c, x, y, z]; one of more axes counts as
  /// [c], all of it. `slots` channels share a cell.
  CellLayout(std::span<const int64_t> shape, int64_t slots);

  int64_t x = 1, y = 1, channels = 1, z = 1, slots;

  int64_t groups() const { return divideUp(channels, slots); }
  int64_t cells() const { return x * y * groups() * z; }
  /// Values of a shower, and places for them.
  int64_t elements() const { return channels * x * y * z; }
  int64_t places() const { return cells() * slots; }

  int64_t place(int64_t c, int64_t ix, int64_t iy, int64_t iz) const {
    return (((ix * y + iy) * groups() + c / slots) * z + iz) * slots + c % slots;
  }
  /// The place of a value given by its number in C order of the shape.
  int64_t place(int64_t element) const;
};

} // namespace ganc::numerics

#endif
