// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-bench/TextReport.h"

#include "tools/ganc-bench/Baseline.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

using Json = nlohmann::ordered_json;

namespace ganc {

namespace {

std::string numberOrDash(const Json &value, double factor, const char *format) {
  return value.is_number() ? fmt::format(fmt::runtime(format), factor * value.get<double>()) : "-";
}

std::string layerLine(const Json &layer, size_t width) {
  const Json &instruction = layer["instruction"];
  return fmt::format(
      "  {:{}}  {:10}  {:8} {:10.2f} {:10.3f} {:>7} {:15.1f} {:10.1f}\n", layer["node"].get<std::string>(),
      width, layer["kind"].get<std::string>(), instruction.is_string() ? instruction.get<std::string>() : "-",
      layer["us"].get<double>(), 1e-6 * layer["macs"].get<double>(),
      numberOrDash(layer["share_of_peak"], 100, "{:.0f} %"), layer["weight_bytes"].get<double>() / 1024,
      layer["activation_bytes"].get<double>() / 1024);
}

size_t nodeWidth(const Json &layers) {
  size_t width = 4;
  for (const Json &layer : layers)
    width = std::max(width, layer["node"].get_ref<const std::string &>().size());
  return width;
}

std::string layersText(const Json &layers) {
  const size_t width = nodeWidth(layers);
  std::string text = fmt::format("  {:{}}  {:10}  {:8} {:>10} {:>10} {:>7} {:>15} {:>10}\n", "node", width,
                                 "kernel", "dot", "us", "M MAC", "of peak", "KiB of weights", "of values");
  for (const Json &layer : layers)
    text += layerLine(layer, width);
  return text;
}

std::string runText(const Json &run) {
  std::string text = fmt::format("n = {}: {:.1f} us a shower, spread {:.1f} %", run["n"].get<int64_t>(),
                                 run["us_per_shower"].get<double>(), 100 * run["spread"].get<double>());
  if (!run.contains("layers"))
    return text + "\n";
  return text +
         fmt::format(", bound {:.1f} us: {:.0f} % of it\n", run["bound_us"].get<double>(),
                     100 * run["share_of_bound"].get<double>()) +
         layersText(run["layers"]);
}

std::string peerText(const Json &peer) {
  const Json &layers = peer["layers"];
  const size_t width = nodeWidth(layers);
  std::string text = fmt::format(
      "n = {}, {}, {}, instructions up to {}: {:.1f} us a shower, spread {:.1f} %: {:.2f} times ganc's\n",
      peer["n"].get<int64_t>(), peer["name"].get<std::string>(), peer["type"].get<std::string>(),
      peer["limit"].get<std::string>(), peer["us_per_shower"].get<double>(),
      100 * peer["spread"].get<double>(), peer["times_of_ganc"].get<double>());
  text += fmt::format("  {:{}}  {:14} {:>10} {:>10}  {}\n", "node", width, "layer", "us", "M MAC",
                      "implementation");
  for (const Json &layer : layers)
    text += fmt::format("  {:{}}  {:14} {:10.2f} {:10.3f}  {}\n", layer["node"].get<std::string>(), width,
                        layer["kind"].get<std::string>(), layer["us"].get<double>(),
                        1e-6 * layer["macs"].get<double>(), layer["implementation"].get<std::string>());
  return text;
}

std::string rankText(const Json &ranked) {
  std::string text =
      fmt::format("n = {}, {}: rank correlation of cost and time {:.2f}, chosen tile {:.2f} times the best\n",
                  ranked["n"].get<int64_t>(), ranked["node"].get<std::string>(),
                  ranked["correlation"].get<double>(), ranked["times_of_best"].get<double>());
  text += fmt::format("  {:>8} {:>10} {:>10}\n", "tile", "cost", "us");
  for (const Json &candidate : ranked["candidates"])
    text += fmt::format("  {:>8} {:10.1f} {:10.2f}\n", candidate["tile"].get<std::string>(),
                        candidate["cost"].get<double>(), candidate["us"].get<double>());
  return text;
}

} // namespace

std::string textReport(const Json &report) {
  constexpr double giga = 1e9;
  std::vector<std::string> peaks, reads, skips;
  for (const auto &[instruction, rate] : report["peak"].items())
    peaks.push_back(fmt::format("{} {:.2f}", instruction, rate.get<double>() / giga));
  for (const auto &[range, rate] : report["read"].items())
    reads.push_back(fmt::format("{} {:.0f}", range, rate.get<double>() / giga));
  for (const auto &[instruction, reason] : report["skipped"].items())
    skips.push_back(fmt::format("{} ({})", instruction, reason.get<std::string>()));
  std::string text = fmt::format(
      "{}, target {}, one core of {} ({}), {} rounds\npeak, 10^9/s: {}\nnot measured: {}\nread, GB/s: {}\n",
      report["model"].get<std::string>(), report["target"].get<std::string>(),
      report["cpu"].get<std::string>(), fmt::join(report["features"].get<std::vector<std::string>>(), " "),
      report["rounds"].get<int>(), fmt::join(peaks, ", "), fmt::join(skips, ", "), fmt::join(reads, ", "));
  for (const Json &run : report["runs"])
    text += runText(run);
  for (const Json &peer : report["peers"])
    text += peerText(peer);
  for (const Json &ranked : report.value("rank", Json::array()))
    text += rankText(ranked);
  return report.contains("baseline") ? text + baselineText(report["baseline"]) : text;
}

} // namespace ganc
