// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The generator's command line. Each condition of the description is an option.

#ifndef GANC_TOOLS_GENERATE_COMMANDLINE_H
#define GANC_TOOLS_GENERATE_COMMANDLINE_H

#include "runtime/sampling/Sampler.h"

#include "ganc/abi.h"

#include <string>
#include <variant>

namespace ganc {

struct GenerateOptions {
  int64_t count = 0;  // >= 0
  uint64_t first = 0; // first + count - 1 is a 64-bit number
  int threads = 1;    // >= 1
  std::string output;
  SamplerOptions sampling;
};

// The options, or an exit code when there is nothing to do: help and version are printed to stdout (0), what
// is wrong to stderr (2). Ranges of conditions are not looked at.
std::variant<GenerateOptions, int> parseCommandLine(const ganc_model &model, const Description &description,
                                                    int argc, char **argv);

} // namespace ganc

#endif
