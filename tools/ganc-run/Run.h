// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

namespace ganc {

/// The exit code: 0 done, 1 bad input or a check that failed, 2 wrong usage. Errors are said on stderr.
int runMain(int argc, const char *const *argv);

} // namespace ganc
