// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-bench/Bench.h"

#include "tools/ganc-bench/Clock.h"
#include "tools/ganc-bench/KernelTimer.h"
#include "tools/ganc-bench/Showers.h"

#include <algorithm>

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

/// One n, with its buffers.
class RunProbe {
public:
  RunProbe(const ganc_model &table, const CompiledModel *compiled, int64_t n)
      : showers(table, n), run{n, {}, {}} {
    if (!compiled || !compiled->marked())
      return;
    markedShowers.emplace(*compiled->marked(), n);
    for (const Kernel &kernel : compiled->kernels())
      run.layers.push_back({kernel, {}});
  }

  void measure() {
    showers.make(); // what others have displaced from the caches
    run.seconds.push_back(secondsPerCall([this] { showers.make(); }, kTurnSeconds) / double(run.n));
    if (!markedShowers)
      return;
    const std::vector<double> seconds =
        secondsPerKernel(run.layers.size(), [this] { markedShowers->make(); }, kTurnSeconds);
    for (size_t i = 0; i < seconds.size(); i++)
      run.layers[i].seconds.push_back(seconds[i] / double(run.n));
  }

  /// Without the kernels that did not run: those of other targets.
  MeasuredRun result() const {
    MeasuredRun ran = run;
    std::erase_if(ran.layers, [](const MeasuredLayer &layer) { return median(layer.seconds) == 0; });
    return ran;
  }

private:
  Showers showers;
  std::optional<Showers> markedShowers;
  MeasuredRun run;
};

} // namespace

Peaks Measurements::peaks() const {
  Peaks result;
  for (const MeasuredRate &measured : rates)
    result[measured.loop.instruction] = median(measured.rates) * double(measured.loop.multiplyAccumulates);
  return result;
}

Measurements bench(const ganc_model &table, const CompiledModel *compiled, const BenchOptions &options) {
  const ganc_variant &variant = chosenVariant(table);
  Measurements result{table.name, variant.target, options.rounds, {}, {}, {}};
  for (const DotLoop &loop : dotLoops(variant.level))
    result.rates.push_back({loop, {}});
  for (const ReadRange &range : readRanges())
    result.reads.push_back({range, {}});
  ReadBandwidth bandwidth(variant.level);
  std::vector<std::unique_ptr<RunProbe>> probes;
  for (const int64_t n : options.showers)
    probes.push_back(std::make_unique<RunProbe>(table, compiled, n));

  stayOnThisCore();
  for (int round = 0; round < options.rounds; round++) {
    for (MeasuredRate &measured : result.rates)
      measured.rates.push_back(measureRate(measured.loop));
    for (MeasuredRead &measured : result.reads)
      measured.rates.push_back(bandwidth.measure(measured.range));
    for (const auto &probe : probes)
      probe->measure();
  }
  for (const auto &probe : probes)
    result.runs.push_back(probe->result());
  return result;
}

} // namespace ganc
