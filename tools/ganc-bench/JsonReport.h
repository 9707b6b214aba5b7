// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Measurements as JSON, keys as the design page says (section 11). Figures are medians over rounds, spreads are
// distances of the quartiles relative to the median.

#ifndef GANC_TOOLS_GANC_BENCH_JSONREPORT_H
#define GANC_TOOLS_GANC_BENCH_JSONREPORT_H

#include "tools/ganc-bench/Bench.h"

#include <nlohmann/json.hpp>

namespace ganc {

nlohmann::ordered_json jsonReport(const Measurements &measurements);

} // namespace ganc

#endif
