// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// ganc-validate as a function: reads, compares, prints, writes. Throws nothing.

#ifndef GANC_TOOLS_GANC_VALIDATE_VALIDATE_H
#define GANC_TOOLS_GANC_VALIDATE_VALIDATE_H

namespace ganc {

/// The exit code: 0 within, 1 outside or bad input (a diagnostic on stderr), 2 wrong usage.
int validateMain(int argc, const char *const *argv);

} // namespace ganc

#endif
