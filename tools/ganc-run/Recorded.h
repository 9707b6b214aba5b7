// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tensors of a model as recorded in an HDF5 file: datasets named like its inputs and outputs, first axis =
// showers. Other datasets are ignored, but `energy` (GeV) when no tensor has that name.

#ifndef GANC_TOOLS_GANC_RUN_RECORDED_H
#define GANC_TOOLS_GANC_RUN_RECORDED_H

#include "tools/ganc-run/Calls.h"

namespace ganc {

struct Recorded {
  int64_t showers = 0;
  Tensors inputs, outputs;
  std::vector<double> energies; ///< of the primaries; empty when not recorded
};

/// Throws std::runtime_error that names file, dataset, what is and what was expected.
Recorded readRecorded(const Model &model, const std::string &file, bool withOutputs);

} // namespace ganc

#endif
