// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How many bytes a second this core reads from each level of its caches: vector loads, front to back.

#ifndef GANC_TOOLS_GANC_BENCH_READBANDWIDTH_H
#define GANC_TOOLS_GANC_BENCH_READBANDWIDTH_H

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ganc {

/// Half of L1, half of L2, and four times L2.
struct ReadRange {
  std::string from; ///< L1, L2, beyond
  size_t bytes;
};
std::vector<ReadRange> readRanges();

class ReadBandwidth {
public:
  /// Loads are as wide as the registers of a target of that level (abi.h).
  explicit ReadBandwidth(int32_t level);

  /// Bytes a second.
  double measure(const ReadRange &range);

private:
  struct alignas(64) Line {
    std::byte bytes[64];
  };

  void (*const read)(const void *begin, const void *end);
  std::vector<Line> lines;
};

} // namespace ganc

#endif
