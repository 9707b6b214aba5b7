// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How many dot products this core issues a second when it does nothing else: loops over registers, with more
// independent accumulators than two ports times the latency ask for. Operands are no zeros and no denormals.
//
//   multiply-accumulates a second = rate * 16 (fma, 512 bit), 32 (vpdpwssd), 64 (vpdpbusd), 16384 (tdpbusd)

#ifndef GANC_TOOLS_GANC_BENCH_INSTRUCTIONRATE_H
#define GANC_TOOLS_GANC_BENCH_INSTRUCTIONRATE_H

#include <cstdint>
#include <string>
#include <vector>

namespace ganc {

struct DotLoop {
  std::string instruction;     ///< vpmaddwd stands for itself and the vpaddd that it needs
  int64_t multiplyAccumulates; ///< of one
  int64_t accumulators;
  void (*run)(int64_t iterations); ///< as many dot products as accumulators in each
};

/// What a target of that level (abi.h) computes with, and tdpbusd where this process may use it. The CPU has
/// the level.
std::vector<DotLoop> dotLoops(int32_t level);

/// Dot products a second.
double measureRate(const DotLoop &loop);

} // namespace ganc

#endif
