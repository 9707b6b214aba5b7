// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The tables of a report (JsonReport.h), for people.

#ifndef GANC_TOOLS_GANC_BENCH_TEXTREPORT_H
#define GANC_TOOLS_GANC_BENCH_TEXTREPORT_H

#include <nlohmann/json.hpp>

namespace ganc {

std::string textReport(const nlohmann::ordered_json &report);

} // namespace ganc

#endif
