// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-bench/ReadBandwidth.h"

#include "tools/ganc-bench/Clock.h"

#include <algorithm>
#include <unistd.h>

namespace ganc {

namespace {

constexpr size_t kBytesPerIteration = 512; // divides every range

// Reads [begin, end); `offsets` are those of the loads in 512 bytes.
#define GANC_READ_LOOP(name, load, offsets)                                                                  \
  void name(const void *begin, const void *end) {                                                            \
    asm volatile("1:\n.irp offset, " offsets "\n" load "\n.endr\nadd $512, %0\ncmp %1, %0\njb 1b\n"          \
                 : "+r"(begin)                                                                               \
                 : "r"(end)                                                                                  \
                 : "memory", "cc", "xmm0");                                                                  \
  }

#define GANC_64_BYTES_APART "0,64,128,192,256,320,384,448"
#define GANC_32_BYTES_APART GANC_64_BYTES_APART ",32,96,160,224,288,352,416,480"
#define GANC_16_BYTES_APART                                                                                  \
  GANC_32_BYTES_APART ",16,48,80,112,144,176,208,240,272,304,336,368,400,432,464,496"

GANC_READ_LOOP(readZmm, "vmovups \\offset(%0), %%zmm0", GANC_64_BYTES_APART)
GANC_READ_LOOP(readYmm, "vmovups \\offset(%0), %%ymm0", GANC_32_BYTES_APART)
GANC_READ_LOOP(readXmm, "movups \\offset(%0), %%xmm0", GANC_16_BYTES_APART)

size_t cacheBytes(int name, size_t fallback) {
  const long bytes = sysconf(name);
  const size_t known = bytes > 0 ? size_t(bytes) : fallback;
  return std::max(known / kBytesPerIteration, size_t(2)) * kBytesPerIteration;
}

} // namespace

std::vector<ReadRange> readRanges() {
  constexpr size_t half = 2, beyond = 4;
  const size_t l1 = cacheBytes(_SC_LEVEL1_DCACHE_SIZE, 32 << 10),
               l2 = cacheBytes(_SC_LEVEL2_CACHE_SIZE, 1 << 20);
  const auto rounded = [](size_t bytes) { return bytes / kBytesPerIteration * kBytesPerIteration; };
  return {{"L1", rounded(l1 / half)}, {"L2", rounded(l2 / half)}, {"beyond", beyond * l2}};
}

ReadBandwidth::ReadBandwidth(int32_t level)
    : read(level >= 2   ? readZmm
           : level == 1 ? readYmm
                        : readXmm),
      lines(readRanges().back().bytes / sizeof(Line)) {}

double ReadBandwidth::measure(const ReadRange &range) {
  constexpr double turn = 3e-3;
  const auto pass = [&] { read(lines.data(), &lines.data()->bytes[0] + range.bytes); };
  const size_t passes = std::max<size_t>(1, (1 << 20) / range.bytes); // asking the clock costs, too
  pass();                                                             // what another probe has displaced
  return double(passes * range.bytes) / secondsPerCall(
                                            [&] {
                                              for (size_t i = 0; i < passes; i++)
                                                pass();
                                            },
                                            turn);
}

} // namespace ganc
