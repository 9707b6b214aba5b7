// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-bench/JsonReport.h"

#include "tools/ganc-bench/Rank.h"

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

/// The dot products that were not measured, and why.
Json skipped(const std::vector<MeasuredRate> &rates) {
  Json reasons = Json::object();
  for (const std::string instruction : {"vpdpbusd", "vpdpwssd", "vpmaddwd", "fma"})
    reasons[instruction] = "the target does not use it";
  reasons["tdpbusd"] = "this CPU has no AMX, or the kernel does not permit it";
  for (const MeasuredRate &measured : rates)
    reasons.erase(measured.loop.instruction);
  return reasons;
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
          {"macs", layer.layer.multiplyAccumulates},
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

Json rankReport(const RankedKernel &ranked) {
  Json json = {{"n", ranked.n},
               {"node", ranked.kernel.node},
               {"correlation", ranked.correlation()},
               {"times_of_best", ranked.loss()},
               {"candidates", Json::array()}};
  for (const Candidate &candidate : ranked.candidates)
    json["candidates"].push_back(
        {{"tile", candidate.tile}, {"cost", candidate.cost}, {"us", kMicro * candidate.seconds}});
  return json;
}

} // namespace

Json jsonReport(const Measurements &measurements) {
  Json json = {{"cpu", cpuInfo("model name")},
               {"features", cpuFeatures()},
               {"model", measurements.model},
               {"target", measurements.target},
               {"rounds", measurements.rounds},
               {"peak", Json::object()},
               {"skipped", skipped(measurements.rates)},
               {"read", Json::object()},
               {"runs", Json::array()},
               {"peers", Json::array()}};
  for (const MeasuredRate &measured : measurements.rates)
    json["peak"][measured.loop.instruction] = median(measured.rates);
  for (const MeasuredRead &measured : measurements.reads)
    json["read"][measured.range.from] = median(measured.rates);
  for (const MeasuredRun &run : measurements.runs)
    json["runs"].push_back(runReport(run, measurements.peaks()));
  for (const MeasuredPeer &peer : measurements.peers)
    json["peers"].push_back(peerReport(peer, measurements));
  for (const RankedKernel &ranked : rankKernels(measurements.candidates))
    json["rank"].push_back(rankReport(ranked));
  return json;
}

} // namespace ganc
