// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From samples to a report: all figures, their verdicts, and notes on what weakens the comparison.
//
// Errors: fewer than 20 showers in common bins of primary energy, a budget for a figure that does not exist.

#ifndef GANC_TOOLS_GANC_VALIDATE_VALIDATION_H
#define GANC_TOOLS_GANC_VALIDATE_VALIDATION_H

#include "runtime/physics/Pairing.h"
#include "runtime/physics/Sample.h"
#include "runtime/sampling/Description.h"
#include "runtime/sampling/Result.h"
#include "tools/ganc-validate/Options.h"
#include "tools/ganc-validate/Report.h"

namespace ganc {

/// All samples have the same grid.
struct ValidationInput {
  Sample a, b;
  std::vector<Sample> floor = {};              ///< none, or two and more
  std::optional<Pairing> pairing = {};         ///< with --paired: of the showers of a and b
  std::optional<Description> description = {}; ///< with --generator: fits the grid
};

Result<Report> validate(const ValidateOptions &options, const ValidationInput &input);

} // namespace ganc

#endif
