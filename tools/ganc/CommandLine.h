// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The command line of ganc: design page, section 11.

#ifndef GANC_TOOLS_GANC_COMMANDLINE_H
#define GANC_TOOLS_GANC_COMMANDLINE_H

namespace ganc {

/// What `ganc` does; returns its exit code: 0 done, 1 the input is bad, 2 wrong usage.
int gancMain(int argc, char **argv);

} // namespace ganc

#endif
