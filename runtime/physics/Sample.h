// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is kept of a sample of showers: about 0.6 kB a shower (25^3 cells are 62 kB), made in one pass over
// blocks of showers of any size, so that 10^5 showers need 60 MB and no second reading.
//
// Energies are in GeV. Bad values are refused with a message that says where and what was expected; showers
// before the bad one have been added. Not thread-safe while adding.

#ifndef GANC_RUNTIME_PHYSICS_SAMPLE_H
#define GANC_RUNTIME_PHYSICS_SAMPLE_H

#include "runtime/physics/Observables.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ganc {

class Sample {
public:
  explicit Sample(Grid grid);

  /// cells [n][x][y][z], primaryEnergies [n]. Returns what is wrong, if anything.
  std::optional<std::string> add(std::span<const float> cells, std::span<const double> primaryEnergies);

  Grid grid() const { return shower.grid; }
  std::size_t size() const { return energies.size(); }
  std::span<const double> primaryEnergies() const { return energies; }
  std::span<const double> energySums() const { return sums; }
  /// All observables of shower k, in the order of the table.
  std::span<const float> row(std::size_t k) const { return {values.data() + k * columns, columns}; }
  /// A hash of the cells of each shower of three occupied cells or more; others cannot be told apart.
  std::span<const std::uint64_t> fingerprints() const { return hashes; }

private:
  std::optional<std::string> problem(double primaryEnergy) const;

  Shower shower;
  std::size_t columns;
  std::vector<double> energies, sums;
  std::vector<float> values;
  std::vector<std::uint64_t> hashes;
};

} // namespace ganc

#endif
