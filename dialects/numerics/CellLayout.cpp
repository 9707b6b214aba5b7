// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/numerics/CellLayout.h"

namespace ganc::numerics {

CellLayout::CellLayout(std::span<const int64_t> shape, int64_t slots) : slots(slots) {
  if (shape.size() > 4) {
    for (const int64_t extent : shape)
      channels *= extent;
    return;
  }
  if (!shape.empty())
    channels = shape.front();
  if (shape.size() >= 2)
    z = shape.back();
  if (shape.size() >= 3)
    x = shape[1];
  if (shape.size() == 4)
    y = shape[2];
}

int64_t CellLayout::place(int64_t element) const {
  const int64_t iz = element % z, iy = element / z % y, ix = element / z / y % x;
  return place(element / z / y / x, ix, iy, iz);
}

} // namespace ganc::numerics
