// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-bench/Report.h"

#include "tools/ganc-bench/Baseline.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <fstream>
#include <set>

using Json = nlohmann::ordered_json;

namespace ganc {

namespace {

constexpr double kMicro = 1e6;

/// What follows "KEY :" in /proc/cpuinfo, for the first core.
std::string cpuInfo(const std::string &key) {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);)
    if (const size_t colon = line.find(": "); line.starts_with(key) && colon != line.npos)
      return line.substr(colon + 2);
  return "unknown";
}

/// The instruction sets that matter here.
Json cpuFeatures() {
  std::istringstream flags(cpuInfo("flags"));
  const std::set<std::string> has{std::istream_iterator<std::string>(flags), {}};
  Json features = Json::array();
  for (const char *name : {"avx2", "fma", "avx512f", "avx512_vnni", "amx_int8"})
    if (has.contains(name))
      features.push_back(name);
  return features;
}

Json layerReport(const MeasuredLayer &layer, const Peaks &peaks) {
  const Kernel &kernel = layer.kernel;
  const double seconds = median(layer.seconds);
  Json json = {{"node", kernel.node},
               {"kind", kernel.kind},
               {"us", kMicro * seconds},
               {"macs", kernel.multiplyAccumulates},
               {"instruction", nullptr},
               {"share_of_peak", nullptr},
               {"weight_bytes", kernel.constantBytes},
               {"activation_bytes", kernel.activationBytes}};
  if (!kernel.instruction.empty())
    json["instruction"] = kernel.instruction;
  if (peaks.contains(kernel.instruction))
    json["share_of_peak"] = boundOf(kernel, peaks) / seconds;
  return json;
}

Json runReport(const MeasuredRun &run, const Peaks &peaks) {
  const double seconds = median(run.seconds);
  Json json = {{"n", run.n}, {"us_per_shower", kMicro * seconds}, {"spread", spread(run.seconds)}};
  if (run.layers.empty())
    return json;
  double bound = 0;
  json["layers"] = Json::array();
  for (const MeasuredLayer &layer : run.layers) {
    json["layers"].push_back(layerReport(layer, peaks));
    bound += boundOf(layer.kernel, peaks);
  }
  json["bound_us"] = kMicro * bound;
  json["share_of_bound"] = bound / seconds;
  return json;
}

Json peerLayerReport(const MeasuredPeerLayer &layer) {
  static constexpr const char *kinds[] = {"dense", "conv", "conv_transpose", "upsample"};
  return {{"node", layer.layer.node},
          {"kind", kinds[int(layer.layer.kind)]},
          {"us", kMicro * median(layer.seconds)},
          {"macs", layer.layer.multiplyAccumulates()},
          {"implementation", layer.implementation}};
}

/// How much longer the peer takes than ganc; the median over rounds of ratios within a round.
double slowness(const MeasuredPeer &peer, const std::vector<MeasuredRun> &runs) {
  const auto own = std::ranges::find(runs, peer.n, &MeasuredRun::n);
  Series ratios;
  for (size_t round = 0; round < peer.seconds.size(); round++)
    ratios.push_back(peer.seconds[round] / own->seconds[round]);
  return median(ratios);
}

Json peerReport(const MeasuredPeer &peer, const Measurements &measurements) {
  Json json = {{"name", "oneDNN " + oneDnnVersion()},
               {"type", peer.type == PeerType::f32 ? "f32" : "u8s8"},
               {"limit", measurements.peerLimit},
               {"n", peer.n},
               {"us_per_shower", kMicro * median(peer.seconds)},
               {"spread", spread(peer.seconds)},
               {"times_of_ganc", slowness(peer, measurements.runs)},
               {"layers", Json::array()}};
  for (const MeasuredPeerLayer &layer : peer.layers)
    json["layers"].push_back(peerLayerReport(layer));
  return json;
}

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

} // namespace

Json jsonReport(const Measurements &measurements) {
  Json json = {
      {"cpu", cpuInfo("model name")},  {"features", cpuFeatures()},     {"model", measurements.model},
      {"target", measurements.target}, {"rounds", measurements.rounds}, {"peak", Json::object()},
      {"read", Json::object()},        {"runs", Json::array()},         {"peers", Json::array()}};
  for (const MeasuredRate &measured : measurements.rates)
    json["peak"][measured.loop.instruction] = median(measured.rates);
  for (const MeasuredRead &measured : measurements.reads)
    json["read"][measured.range.from] = median(measured.rates);
  for (const MeasuredRun &run : measurements.runs)
    json["runs"].push_back(runReport(run, measurements.peaks()));
  for (const MeasuredPeer &peer : measurements.peers)
    json["peers"].push_back(peerReport(peer, measurements));
  return json;
}

std::string textReport(const Json &report) {
  constexpr double giga = 1e9;
  std::vector<std::string> peaks, reads;
  for (const auto &[instruction, rate] : report["peak"].items())
    peaks.push_back(fmt::format("{} {:.2f}", instruction, rate.get<double>() / giga));
  for (const auto &[range, rate] : report["read"].items())
    reads.push_back(fmt::format("{} {:.0f}", range, rate.get<double>() / giga));
  std::string text = fmt::format(
      "{}, target {}, one core of {} ({}), {} rounds\npeak, 10^9/s: {}\nread, GB/s: {}\n",
      report["model"].get<std::string>(), report["target"].get<std::string>(),
      report["cpu"].get<std::string>(), fmt::join(report["features"].get<std::vector<std::string>>(), " "),
      report["rounds"].get<int>(), fmt::join(peaks, ", "), fmt::join(reads, ", "));
  for (const Json &run : report["runs"])
    text += runText(run);
  for (const Json &peer : report["peers"])
    text += peerText(peer);
  return report.contains("baseline") ? text + baselineText(report["baseline"]) : text;
}

} // namespace ganc
