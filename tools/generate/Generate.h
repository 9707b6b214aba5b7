// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The standalone generator MODEL-generate:
//
//   MODEL-generate -n N [--seed S] [--first K] [--CONDITION=VALUE | --CONDITION=LOW:HIGH] [--threads T]
//                  [-o FILE.h5]
//
// Shower k of a seed is the same bytes wherever it is made: N, K and T only say which showers, in which order
// of making. The file is written as it goes (ShowerWriter.h), an older one of that name is replaced; when the
// disk is full, the showers until then stay readable in it and their number is told.

#ifndef GANC_TOOLS_GENERATE_GENERATE_H
#define GANC_TOOLS_GENERATE_GENERATE_H

#include "ganc/abi.h"

#include <string_view>

namespace ganc {

// `descriptionText` is the generator description in TOML, empty when the model has none. Returns the exit
// code: 0 done, 1 a file, the model, the CPU or a condition's value is no good, 2 wrong usage; diagnostics,
// progress (on a terminal) and a summary go to stderr. Throws nothing. Ignores SIGXFSZ from then on.
int generateMain(const ganc_model &model, std::string_view descriptionText, int argc, char **argv);

} // namespace ganc

#endif
