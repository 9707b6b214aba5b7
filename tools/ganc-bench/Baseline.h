// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A run beside a stored one, in units of the core's own speed, so that another clock is no difference:
//
//   ratio = time now / time then * (rate now / rate then)      > 1: slower than then
//
// with the median over instructions of what their measured rates became.

#ifndef GANC_TOOLS_GANC_BENCH_BASELINE_H
#define GANC_TOOLS_GANC_BENCH_BASELINE_H

#include <nlohmann/json.hpp>

namespace ganc {

/// A report of ganc-bench --json. Throws std::runtime_error when the file is not one.
nlohmann::ordered_json readReport(const std::string &path);

/// For each n of both, and each layer of both: {"n", "node", "kind", "us_then", "us", "ratio"}; node and kind are
/// null for the whole run. Throws std::runtime_error when there is nothing to compare.
nlohmann::ordered_json compareWithBaseline(const nlohmann::ordered_json &report,
                                           const nlohmann::ordered_json &stored);

std::string baselineText(const nlohmann::ordered_json &comparison);

/// The largest ratio of a whole run.
double largestRatio(const nlohmann::ordered_json &comparison);

} // namespace ganc

#endif
