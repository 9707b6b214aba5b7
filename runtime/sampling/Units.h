// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Units of conditions, outputs and grids. Energies: eV keV MeV GeV TeV; angles: rad mrad deg; lengths: um mm
// cm m. Any other word is a unit of its own (layer, ...), convertible to itself only.

#ifndef GANC_RUNTIME_SAMPLING_UNITS_H
#define GANC_RUNTIME_SAMPLING_UNITS_H

#include <optional>
#include <string_view>

namespace ganc {

// What a number in unit `from` is multiplied with to be in unit `to`; none when they measure different
// things.
std::optional<double> conversion(std::string_view from, std::string_view to);

} // namespace ganc

#endif
