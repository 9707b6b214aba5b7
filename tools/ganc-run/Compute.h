// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef GANC_TOOLS_GANC_RUN_COMPUTE_H
#define GANC_TOOLS_GANC_RUN_COMPUTE_H

#include "ganc/runtime.h"

#include <string>

namespace ganc {

/// Reads the model's inputs from one HDF5 file and writes its outputs to another, complete or not at all.
/// Throws std::runtime_error.
void compute(const Model &model, const std::string &inputFile, const std::string &outputFile);

} // namespace ganc

#endif
