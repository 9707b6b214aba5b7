// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The command line of ganc-bench: design page, section 11.

#ifndef GANC_TOOLS_GANC_BENCH_COMMANDLINE_H
#define GANC_TOOLS_GANC_BENCH_COMMANDLINE_H

namespace ganc {

/// The exit code: 0 done, 1 the input is bad or something was slower than allowed, 2 wrong usage. Errors are
/// said on stderr.
int benchMain(int argc, const char *const *argv);

} // namespace ganc

#endif
