// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The table of what is measured on every shower. Terminal, JSON and HTML are driven by it: a new observable
// is one row here and one function in observables/.
//
// An observable maps a shower to `width(grid)` numbers: one (compared as a distribution) or several (compared
// as a vector of means, such as a profile). Each is made insensitive to what another row measures: profiles
// and moments are of fractions of E_sum, so that a wrong energy scale shows in the response alone.

#ifndef GANC_RUNTIME_PHYSICS_OBSERVABLES_H
#define GANC_RUNTIME_PHYSICS_OBSERVABLES_H

#include "runtime/physics/Shower.h"

#include <span>
#include <string_view>

namespace ganc {

struct Observable {
  std::string_view name;   ///< key in JSON and --budget
  std::string_view family; ///< rows of one family share a budget
  std::string_view title;
  std::string_view unit; ///< of the value; empty when it is a plain number
  std::string_view axis; ///< what the entries of a vector are numbered by; empty for one number
  std::size_t (*width)(Grid);
  double (*position)(std::size_t entry); ///< where entry k lies on the axis
  void (*measure)(const Shower &, std::span<float> out);
};

/// In the order of reports. Row 0 is the response E_sum / E, which the means and widths in bins of energy
/// use.
std::span<const Observable> observables();

/// Sum of the widths of all rows.
std::size_t observableColumns(Grid grid);

} // namespace ganc

#endif
