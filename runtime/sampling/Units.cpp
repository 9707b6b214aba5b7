// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/sampling/Units.h"

namespace ganc {
namespace {

// Written as a fraction so that both directions of a decimal conversion are rounded once.
struct Unit {
  std::string_view name;
  char measures;
  double over, under;
};
constexpr Unit units[] = {
    {"eV", 'E', 1, 1e9},   {"keV", 'E', 1, 1e6},
    {"MeV", 'E', 1, 1e3},  {"GeV", 'E', 1, 1},
    {"TeV", 'E', 1e3, 1},  {"rad", 'A', 1, 1},
    {"mrad", 'A', 1, 1e3}, {"deg", 'A', 0x1.921fb54442d18p+1, 180},
    {"um", 'L', 1, 1e3},   {"mm", 'L', 1, 1},
    {"cm", 'L', 10, 1},    {"m", 'L', 1e3, 1},
};

const Unit *find(std::string_view name) {
  for (const Unit &unit : units)
    if (unit.name == name)
      return &unit;
  return nullptr;
}

} // namespace

std::optional<double> conversion(std::string_view from, std::string_view to) {
  if (from == to)
    return 1.0;
  const Unit *source = find(from), *target = find(to);
  if (!source || !target || source->measures != target->measures)
    return std::nullopt;
  return source->over * target->under / (source->under * target->over);
}

} // namespace ganc
