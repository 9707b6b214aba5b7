// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Runs the golden showers that an artifact carries through each of its variants that this CPU has, all in one
// call and one a call.

#ifndef GANC_TOOLS_GANC_RUN_SELFTEST_H
#define GANC_TOOLS_GANC_RUN_SELFTEST_H

#include "ganc/runtime.h"

#include <string>

namespace ganc {

struct SelfTestReport {
  std::string text; ///< a line for each variant
  bool passed = true;
};

/// Throws std::runtime_error when the artifact carries no golden showers, or this CPU has none of its
/// targets.
SelfTestReport selfTest(const Model &model);

} // namespace ganc

#endif
