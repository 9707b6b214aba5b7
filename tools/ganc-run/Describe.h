// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// All that an artifact says about itself: from its table, and from its metadata where it has any.

#ifndef GANC_TOOLS_GANC_RUN_DESCRIBE_H
#define GANC_TOOLS_GANC_RUN_DESCRIBE_H

#include "ganc/metadata.h"
#include "ganc/runtime.h"

#include <nlohmann/json.hpp>

namespace ganc {

/// Null when the artifact has none; throws std::runtime_error when they are damaged.
const metadata::Model *metadataOf(const Model &model);

/// Keys: name, version, target (the one used on this CPU, or null), targets, workspace_bytes, inputs,
/// outputs, conditions; with metadata also llvm_version, model_sha256, calibration_sha256, options, ops,
/// energy_error, description (null where unknown).
nlohmann::ordered_json describe(const Model &model);

/// The same for people, without the description's text.
std::string describeText(const Model &model);

} // namespace ganc

#endif
