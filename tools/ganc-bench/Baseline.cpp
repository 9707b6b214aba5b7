// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-bench/Baseline.h"

#include "tools/ganc-bench/Series.h"

#include <fmt/format.h>
#include <fstream>

using Json = nlohmann::ordered_json;

namespace ganc {

namespace {

double positive(const Json &object, const char *key) {
  const double value = object.at(key).get<double>();
  if (!(value > 0))
    throw std::runtime_error(fmt::format("{} is {}, expected more than 0", key, value));
  return value;
}

/// What is compared is there, and of its type.
void checkReport(const Json &report) {
  report.at("model").get<std::string>();
  for (const auto &[instruction, rate] : report.at("peak").items())
    positive(report["peak"], instruction.c_str());
  for (const Json &run : report.at("runs")) {
    run.at("n").get<int64_t>();
    positive(run, "us_per_shower");
    for (const Json &layer : run.value("layers", Json::array())) {
      layer.at("node").get<std::string>();
      layer.at("kind").get<std::string>();
      positive(layer, "us");
    }
  }
}

double rateRatio(const Json &now, const Json &then) {
  Series ratios;
  for (const auto &[instruction, rate] : now.items())
    if (then.contains(instruction))
      ratios.push_back(rate.get<double>() / then[instruction].get<double>());
  if (ratios.empty())
    throw std::runtime_error("the stored run has no instruction in common with this one");
  return median(ratios);
}

Json entry(const Json &n, const Json &layer, double then, double now, double rates) {
  const bool whole = layer.is_null();
  return {{"n", n},
          {"node", whole ? Json() : layer["node"]},
          {"kind", whole ? Json() : layer["kind"]},
          {"us_then", then},
          {"us", now},
          {"ratio", now / then * rates}};
}

void compareLayers(const Json &run, const Json &stored, double rates, Json &entries) {
  for (const Json &layer : run.value("layers", Json::array()))
    for (const Json &before : stored.value("layers", Json::array()))
      if (layer["node"] == before["node"] && layer["kind"] == before["kind"])
        entries.push_back(
            entry(run["n"], layer, before["us"].get<double>(), layer["us"].get<double>(), rates));
}

} // namespace

Json readReport(const std::string &path) {
  std::ifstream file(path);
  if (!file)
    throw std::runtime_error(path + ": file is not readable");
  try {
    Json report = Json::parse(file);
    checkReport(report);
    return report;
  } catch (const std::exception &error) {
    throw std::runtime_error(fmt::format("{}: is no report of ganc-bench --json: {}", path, error.what()));
  }
}

Json compareWithBaseline(const Json &report, const Json &stored) {
  if (report["model"] != stored["model"])
    throw std::runtime_error(fmt::format("the stored run is of {}, expected {}",
                                         stored["model"].get<std::string>(),
                                         report["model"].get<std::string>()));
  const double rates = rateRatio(report["peak"], stored["peak"]);
  Json entries = Json::array();
  for (const Json &run : report["runs"])
    for (const Json &before : stored["runs"])
      if (run["n"] == before["n"]) {
        entries.push_back(entry(run["n"], nullptr, before["us_per_shower"].get<double>(),
                                run["us_per_shower"].get<double>(), rates));
        compareLayers(run, before, rates, entries);
      }
  if (entries.empty())
    throw std::runtime_error("the stored run has no number of showers in common with this one");
  return entries;
}

std::string baselineText(const Json &comparison) {
  std::string text =
      fmt::format("beside the stored run, at equal rates of instructions\n  {:>6}  {:32} {:10} "
                  "{:>10} {:>10} {:>7}\n",
                  "n", "node", "kernel", "us then", "us now", "ratio");
  for (const Json &entry : comparison) {
    const bool whole = entry["node"].is_null();
    text += fmt::format("  {:6}  {:32} {:10} {:10.2f} {:10.2f} {:7.3f}\n", entry["n"].get<int64_t>(),
                        whole ? "all" : entry["node"].get<std::string>(),
                        whole ? "" : entry["kind"].get<std::string>(), entry["us_then"].get<double>(),
                        entry["us"].get<double>(), entry["ratio"].get<double>());
  }
  return text;
}

double largestRatio(const Json &comparison) {
  double largest = 0;
  for (const Json &entry : comparison)
    if (entry["node"].is_null())
      largest = std::max(largest, entry["ratio"].get<double>());
  return largest;
}

} // namespace ganc
