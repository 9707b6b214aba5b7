// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One shower as the observables see it: its cells and their sums over slices, made once per shower.
//
//   cells[(x * grid.y + y) * grid.z + z] in GeV;    sliceX[x] = sum over y, z;    sliceY, sliceZ alike
//
// A Shower refers to the cells, which must outlive it. Sums are in double.

#ifndef GANC_RUNTIME_PHYSICS_SHOWER_H
#define GANC_RUNTIME_PHYSICS_SHOWER_H

#include <cstddef>
#include <span>
#include <vector>

namespace ganc {

struct Grid {
  std::size_t x = 0, y = 0, z = 0;
  std::size_t cells() const { return x * y * z; }
  bool operator==(const Grid &) const = default;
};

struct Shower {
  Grid grid;
  std::span<const float> cells;
  double primaryEnergy = 0;
  double energySum = 0;
  std::vector<double> sliceX, sliceY, sliceZ;

  explicit Shower(Grid grid) : grid(grid) {}
  /// Takes the next shower of the same grid; keeps the memory of the last one.
  void read(std::span<const float> newCells, double newPrimaryEnergy);
};

} // namespace ganc

#endif
