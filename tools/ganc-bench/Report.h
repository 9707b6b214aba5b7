// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Measurements as JSON (keys: design page, section 11) and as a table. Figures are medians over rounds,
// spreads are distances of the quartiles relative to the median.

#ifndef GANC_TOOLS_GANC_BENCH_REPORT_H
#define GANC_TOOLS_GANC_BENCH_REPORT_H

#include "tools/ganc-bench/Bench.h"

#include <nlohmann/json.hpp>

namespace ganc {

nlohmann::ordered_json jsonReport(const Measurements &measurements);

/// The table of what jsonReport gave.
std::string textReport(const nlohmann::ordered_json &report);

} // namespace ganc

#endif
