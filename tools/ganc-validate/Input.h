// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reads the samples of a validation from shower files (HDF5), in blocks, each file once.
//
// Errors name the file: unreadable or cut short, empty, a bad cell or energy; another grid than A or than the
// description; with --paired other numbers or energies of showers.

#ifndef GANC_TOOLS_GANC_VALIDATE_INPUT_H
#define GANC_TOOLS_GANC_VALIDATE_INPUT_H

#include "runtime/sampling/Result.h"
#include "tools/ganc-validate/Options.h"
#include "tools/ganc-validate/Validation.h"

namespace ganc {

Result<ValidationInput> readInput(const ValidateOptions &options);

} // namespace ganc

#endif
