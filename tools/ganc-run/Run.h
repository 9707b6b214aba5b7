// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef GANC_TOOLS_GANC_RUN_RUN_H
#define GANC_TOOLS_GANC_RUN_RUN_H

namespace ganc {

/// The exit code: 0 done, 1 bad input or a check that failed, 2 wrong usage. Errors are said on stderr.
int runMain(int argc, const char *const *argv);

} // namespace ganc

#endif
