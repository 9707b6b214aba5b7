// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What quantization did to each op, as the compiler measured it on showers that chose nothing (compiler/OpQuality.h),
// from the artifact's metadata.

#ifndef GANC_TOOLS_GANC_RUN_COMPARE_H
#define GANC_TOOLS_GANC_RUN_COMPARE_H

#include "ganc/runtime.h"

#include <nlohmann/json.hpp>

namespace ganc {

/// One object for each op that multiplies weights, in order: node, precision, low, high (of the source in float32),
/// scale (null: float32), saturated (fraction of the source), signal_to_noise (dB, of the result), damage_share
/// (fraction of the final damage; null where -O1 left it out). Throws std::runtime_error where the artifact has no such
/// figures.
nlohmann::ordered_json compare(const Model &model);

/// The same as a table.
std::string compareText(const Model &model);

} // namespace ganc

#endif
