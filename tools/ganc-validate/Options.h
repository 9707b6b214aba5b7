// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The command line of ganc-validate.
//
//   ganc-validate A.h5 B.h5 [--paired] [--floor=C.h5,D.h5,...] [--classifier] [--generator=FILE.toml]
//                 [--report=FILE.html] [--json=FILE] [--budget=KEY:VALUE,...]

#ifndef GANC_TOOLS_GANC_VALIDATE_OPTIONS_H
#define GANC_TOOLS_GANC_VALIDATE_OPTIONS_H

#include "runtime/physics/Verdict.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace ganc {

struct ValidateOptions {
  std::string a, b;
  bool paired = false;
  bool classifier = false;
  std::vector<std::string> floor; ///< none, or two and more
  std::string generator, report, json;
  Budget budget;
};

/// The options, or the exit code of a command line that ends here: 0 after --help and --version, 2 with a
/// message on stderr for wrong usage.
std::variant<ValidateOptions, int> parseValidateOptions(int argc, const char *const *argv);

} // namespace ganc

#endif
