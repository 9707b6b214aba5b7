// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/physics/Sample.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <string_view>

namespace ganc {
namespace {

std::uint64_t fingerprint(std::span<const float> cells) {
  std::string_view bytes(reinterpret_cast<const char *>(cells.data()), cells.size_bytes());
  return std::hash<std::string_view>{}(bytes);
}

bool canBeTold(std::span<const float> cells) {
  std::size_t occupied = 0;
  return std::ranges::any_of(cells, [&](float e) { return e != 0 && ++occupied == 3; });
}

} // namespace

Sample::Sample(Grid grid) : shower(grid), columns(observableColumns(grid)) {}

std::optional<std::string> Sample::problem(double primaryEnergy) const {
  if (!(primaryEnergy > 0) || !std::isfinite(primaryEnergy))
    return fmt::format("shower {}: primary energy is {} GeV, expected a positive number", size(),
                       primaryEnergy);
  if (std::isfinite(shower.energySum))
    return std::nullopt;
  auto bad = std::ranges::find_if_not(shower.cells, [](float e) { return std::isfinite(e); });
  auto cell = std::size_t(bad - shower.cells.begin());
  Grid grid = shower.grid;
  return fmt::format("shower {}: cell [{}][{}][{}] is {}, expected a finite energy", size(),
                     cell / (grid.y * grid.z), cell / grid.z % grid.y, cell % grid.z, *bad);
}

std::optional<std::string> Sample::add(std::span<const float> cells,
                                       std::span<const double> primaryEnergies) {
  const std::size_t size = grid().cells();
  for (std::size_t k = 0; k < primaryEnergies.size(); ++k) {
    shower.read(cells.subspan(k * size, size), primaryEnergies[k]);
    if (auto wrong = problem(primaryEnergies[k]))
      return wrong;
    energies.push_back(primaryEnergies[k]);
    sums.push_back(shower.energySum);
    if (canBeTold(shower.cells))
      hashes.push_back(fingerprint(shower.cells));
    values.resize(values.size() + columns);
    float *out = values.data() + values.size() - columns;
    for (const Observable &observable : observables()) {
      std::size_t width = observable.width(grid());
      observable.measure(shower, {out, width});
      out += width;
    }
  }
  return std::nullopt;
}

} // namespace ganc
