// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// HDF5 files of named tensors: one float dataset for each, named like it, first axis = showers. Further
// datasets are ignored. Errors are texts that name file and dataset.

#ifndef GANC_TOOLS_GANC_OPT_TENSORFILE_H
#define GANC_TOOLS_GANC_OPT_TENSORFILE_H

#include "dialects/gan/Evaluation.h"

namespace ganc {

/// Reads the datasets of these names into `tensors`; an empty text is success.
std::string readTensors(const std::string &path, const std::vector<std::string> &names,
                        gan::NamedTensors &tensors);

/// Writes float32 datasets without time stamps; a file that fails half-way is removed.
std::string writeTensors(const std::string &path, const gan::NamedTensors &tensors);

} // namespace ganc

#endif
