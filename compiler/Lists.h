// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What there is: ops, targets, passes, by name.

#ifndef GANC_COMPILER_LISTS_H
#define GANC_COMPILER_LISTS_H

#include "compiler/Options.h"

namespace ganc {

/// A line each.
std::vector<std::string> listOps();
std::vector<std::string> listTargets();
std::vector<std::string> listPasses();

/// Checks the names of targets and passes; `native`, or no target, becomes what this CPU has; targets get the
/// order of their levels, each once. Returns what is wrong, or "".
std::string resolveNames(Options &options);

} // namespace ganc

#endif
