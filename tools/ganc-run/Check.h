// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Compares what an artifact computes with recorded outputs of recorded inputs. It passes when
//
//   - with --tolerance=X, the max error of every output is at most X (0: bit for bit);
//   - without, in float32: the same with 3e-6;
//   - without, with ops in fewer bits: the paired energy error is at most 10 % in the median and 25 % in the
//     90th percentile, what tools at their defaults do not reach; with unknown energies there is nothing to
//     judge by, which does not pass.
//
// Energies are known from a dataset `energy` (GeV) that is no tensor of the model, else from the description.

#ifndef GANC_TOOLS_GANC_RUN_CHECK_H
#define GANC_TOOLS_GANC_RUN_CHECK_H

#include "tools/ganc-run/Calls.h"

#include <nlohmann/json.hpp>
#include <optional>

namespace ganc {

struct CheckOptions {
  int64_t perCall = 0; ///< showers in a call; 0: all
  std::optional<double> tolerance;
};

struct CheckReport {
  nlohmann::ordered_json json; ///< as the design's section 11 says; infinite errors are null
  std::string text;
  bool passed = false;
};

/// Throws std::runtime_error when the file is not of this model or cannot be read, or the model cannot be
/// run.
CheckReport check(const Model &model, const std::string &goldenFile, const CheckOptions &options);

} // namespace ganc

#endif
