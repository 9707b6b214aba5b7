// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef GANC_TOOLS_GANC_OPT_GANCOPT_H
#define GANC_TOOLS_GANC_OPT_GANCOPT_H

namespace ganc {

/// The whole tool; returns the exit code: 0 done, 1 bad input, 2 wrong usage.
int runGancOpt(int argc, char **argv);

} // namespace ganc

#endif
