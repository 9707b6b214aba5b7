// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/physics/Shower.h"

#include <numeric>

namespace ganc {

void Shower::read(std::span<const float> newCells, double newPrimaryEnergy) {
  cells = newCells;
  primaryEnergy = newPrimaryEnergy;
  sliceX.assign(grid.x, 0);
  sliceY.assign(grid.y, 0);
  sliceZ.assign(grid.z, 0);
  const float *cell = cells.data();
  for (std::size_t x = 0; x < grid.x; ++x)
    for (std::size_t y = 0; y < grid.y; ++y, cell += grid.z) {
      double row = 0;
      for (std::size_t z = 0; z < grid.z; ++z) {
        row += cell[z];
        sliceZ[z] += cell[z];
      }
      sliceX[x] += row;
      sliceY[y] += row;
    }
  energySum = std::accumulate(sliceX.begin(), sliceX.end(), 0.0);
}

} // namespace ganc
