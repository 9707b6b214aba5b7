// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Measures in rounds: in each, everything gets a turn, so that a change of the core's clock meets all alike.

#ifndef GANC_TOOLS_GANC_BENCH_BENCH_H
#define GANC_TOOLS_GANC_BENCH_BENCH_H

#include "tools/ganc-bench/CompiledModel.h"
#include "tools/ganc-bench/InstructionRate.h"
#include "tools/ganc-bench/OneDnn.h"
#include "tools/ganc-bench/ReadBandwidth.h"
#include "tools/ganc-bench/Series.h"

namespace ganc {

/// oneDNN, for comparison.
struct PeerOptions {
  std::vector<PeerLayer> layers;
  std::vector<PeerType> types;
  bool tiles = false; ///< AMX too, where the CPU has it
};

struct BenchOptions {
  std::vector<int64_t> showers{1, 16, 64}; ///< in a call
  int rounds = 9;
  std::optional<PeerOptions> peer;
};

struct MeasuredRate {
  DotLoop loop;
  Series rates; ///< 1/s
};

struct MeasuredRead {
  ReadRange range;
  Series rates; ///< bytes/s
};

struct MeasuredLayer {
  Kernel kernel;
  Series seconds; ///< a shower
};

struct MeasuredLayers {
  int64_t n;
  std::vector<MeasuredLayer> layers;
};

struct MeasuredRun {
  int64_t n;
  Series seconds;                    ///< a shower
  std::vector<MeasuredLayer> layers; ///< none without marks
};

struct MeasuredPeerLayer {
  PeerLayer layer;
  std::string implementation;
  Series seconds; ///< a shower
};

struct MeasuredPeer {
  PeerType type;
  int64_t n;
  Series seconds; ///< a shower, all layers
  std::vector<MeasuredPeerLayer> layers;
};

struct Measurements {
  std::string model, target;
  std::string peerLimit; ///< the best instructions that the peer may use
  int rounds;
  std::vector<MeasuredRate> rates;
  std::vector<MeasuredRead> reads;
  std::vector<MeasuredRun> runs;
  std::vector<MeasuredLayers> candidates; ///< for each n in turn, all with other tiles
  std::vector<MeasuredPeer> peers;        ///< for each n in turn, all types

  Peaks peaks() const;
};

/// There are layers and candidates when `compiled` (null for a library) has them. Throws std::runtime_error when the
/// model cannot be run.
Measurements bench(const ganc_model &table, const CompiledModel *compiled, const BenchOptions &options);

} // namespace ganc

#endif
