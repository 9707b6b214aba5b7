// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-bench/Bench.h"

#include "tools/ganc-bench/Clock.h"
#include "tools/ganc-bench/KernelTimer.h"
#include "tools/ganc-bench/Showers.h"

#include <algorithm>
#include <numeric>

namespace ganc {

namespace {

constexpr double kTurnSeconds = 0.1;

/// The form of the model that runs on this CPU.
const ganc_variant &chosenVariant(const ganc_model &table) {
  for (const ganc_variant &variant : Model(table).variants())
    if (variant.level <= ganc_cpu_level_v1())
      return variant;
  throw std::runtime_error(std::string(table.name) + ": cannot run: " + statusText(GANC_UNSUPPORTED_CPU));
}

/// The kernels of a model at one n.
class LayersProbe {
public:
  LayersProbe(const MarkedModel &marked, int64_t n) : n(n), showers(marked.table(), n) {
    for (const Kernel &kernel : marked.kernels())
      layers.push_back({kernel, {}});
  }

  void measure() {
    const std::vector<double> seconds =
        secondsPerKernel(layers.size(), [this] { showers.make(); }, kTurnSeconds);
    for (size_t i = 0; i < seconds.size(); i++)
      layers[i].seconds.push_back(seconds[i] / double(n));
  }

  /// Without the kernels that did not run: those of other targets or schedules.
  MeasuredLayers result() const {
    MeasuredLayers ran{n, layers};
    std::erase_if(ran.layers, [](const MeasuredLayer &layer) { return median(layer.seconds) == 0; });
    return ran;
  }

private:
  const int64_t n;
  Showers showers;
  std::vector<MeasuredLayer> layers;
};

/// Whole calls at one n.
class RunProbe {
public:
  RunProbe(const ganc_model &table, int64_t n) : showers(table, n), run{n, {}, {}} {}

  void measure() {
    showers.make(); // what others have displaced from the caches
    run.seconds.push_back(secondsPerCall([this] { showers.make(); }, kTurnSeconds) / double(run.n));
  }

  const MeasuredRun &result() const { return run; }

private:
  Showers showers;
  MeasuredRun run;
};

/// oneDNN with one type, at one n.
class PeerProbe {
public:
  PeerProbe(const std::vector<PeerLayer> &layers, PeerType type, int64_t n)
      : network(layers, n, type), peer{type, n, {}, {}} {
    for (size_t i = 0; i < layers.size(); i++)
      peer.layers.push_back({layers[i], network.implementation(i), {}});
  }

  void measure() {
    const std::vector<double> seconds =
        secondsPerKernel(peer.layers.size(), [this] { network.run(); }, kTurnSeconds);
    for (size_t i = 0; i < seconds.size(); i++)
      peer.layers[i].seconds.push_back(seconds[i] / double(peer.n));
    peer.seconds.push_back(std::accumulate(seconds.begin(), seconds.end(), 0.0) / double(peer.n));
  }

  const MeasuredPeer &result() const { return peer; }

private:
  OneDnnNetwork network;
  MeasuredPeer peer;
};

} // namespace

Peaks Measurements::peaks() const {
  Peaks result;
  for (const MeasuredRate &measured : rates)
    result[measured.loop.instruction] = median(measured.rates) * double(measured.loop.multiplyAccumulates);
  return result;
}

namespace {

void measureAll(const auto &probes) {
  for (const auto &probe : probes)
    probe->measure();
}

/// Everything that gets a turn in a round.
class Probes {
public:
  Probes(const ganc_model &table, const CompiledModel *compiled, const BenchOptions &options)
      : variant(chosenVariant(table)), bandwidth(variant.level) {
    result.model = table.name;
    result.target = variant.target;
    result.rounds = options.rounds;
    for (const DotLoop &loop : dotLoops(variant.level))
      result.rates.push_back({loop, {}});
    for (const ReadRange &range : readRanges())
      result.reads.push_back({range, {}});
    for (const int64_t n : options.showers)
      addRun(table, compiled, n);
    if (options.peer)
      addPeers(*options.peer, options.showers);
  }

  void measureRound() {
    for (MeasuredRate &measured : result.rates)
      measured.rates.push_back(measureRate(measured.loop));
    for (MeasuredRead &measured : result.reads)
      measured.rates.push_back(bandwidth.measure(measured.range));
    measureAll(runs);
    measureAll(layers);
    measureAll(candidates);
    measureAll(peers);
  }

  Measurements results() {
    for (const auto &run : runs)
      result.runs.push_back(run->result());
    for (size_t i = 0; i < layers.size(); i++)
      result.runs[i].layers = layers[i]->result().layers;
    for (const auto &candidate : candidates)
      result.candidates.push_back(candidate->result());
    for (const auto &peer : peers)
      result.peers.push_back(peer->result());
    return std::move(result);
  }

private:
  /// Candidates of one n one behind the other.
  void addRun(const ganc_model &table, const CompiledModel *compiled, int64_t n) {
    runs.push_back(std::make_unique<RunProbe>(table, n));
    if (!compiled)
      return;
    if (const MarkedModel *marked = compiled->marked())
      layers.push_back(std::make_unique<LayersProbe>(*marked, n));
    for (const MarkedModel *candidate : compiled->candidates())
      candidates.push_back(std::make_unique<LayersProbe>(*candidate, n));
  }

  void addPeers(const PeerOptions &options, const std::vector<int64_t> &showers) {
    result.peerLimit = limitOneDnn(variant.level, options.tiles);
    for (const int64_t n : showers)
      for (const PeerType type : options.types)
        peers.push_back(std::make_unique<PeerProbe>(options.layers, type, n));
  }

  const ganc_variant &variant;
  ReadBandwidth bandwidth;
  std::vector<std::unique_ptr<RunProbe>> runs;
  std::vector<std::unique_ptr<LayersProbe>> layers, candidates;
  std::vector<std::unique_ptr<PeerProbe>> peers;
  Measurements result;
};

} // namespace

Measurements bench(const ganc_model &table, const CompiledModel *compiled, const BenchOptions &options) {
  Probes probes(table, compiled, options);
  stayOnThisCore();
  for (int round = 0; round < options.rounds; round++)
    probes.measureRound();
  return probes.results();
}

} // namespace ganc
