// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-bench/InstructionRate.h"

#include "tools/ganc-bench/Clock.h"

#include <array>
#include <cpuid.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace ganc {

namespace {

// 0.19 as a float, 62 as a byte.
alignas(64) constexpr auto kOperand = [] {
  std::array<uint8_t, 64> bytes{};
  bytes.fill(0x3e);
  return bytes;
}();

// The registers from 16 on need no mention: code for plain x86-64 does not use them.
#define GANC_VECTOR_CLOBBERS                                                                                 \
  "memory", "cc", "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10",   \
      "xmm11", "xmm12", "xmm13", "xmm14", "xmm15"

#define GANC_12_REGISTERS "0,1,2,3,4,5,6,7,8,9,10,11"
#define GANC_24_REGISTERS GANC_12_REGISTERS ",12,13,14,15,16,17,18,19,20,21,22,23"

// A function that runs `dot` for each of `registers`, again and again; `clear` puts zero there before.
#define GANC_DOT_LOOP(name, registers, load, clear, dot, end)                                                \
  void name(int64_t iterations) {                                                                            \
    asm volatile(load "\n.irp r, " registers "\n" clear "\n.endr\n"                                          \
                      "1:\n.irp r, " registers "\n" dot "\n.endr\n"                                          \
                      "dec %0\njnz 1b\n" end                                                                 \
                 : "+r"(iterations)                                                                          \
                 : "r"(kOperand.data())                                                                      \
                 : GANC_VECTOR_CLOBBERS);                                                                    \
  }

#define GANC_ZMM_LOOP(name, dot)                                                                             \
  GANC_DOT_LOOP(name, GANC_24_REGISTERS, "vmovups (%1), %%zmm30\nvmovups (%1), %%zmm31",                     \
                "vpxord %%zmm\\r, %%zmm\\r, %%zmm\\r", dot, "vzeroupper")
#define GANC_YMM_LOOP(name, dot)                                                                             \
  GANC_DOT_LOOP(name, GANC_12_REGISTERS, "vmovups (%1), %%ymm14\nvmovups (%1), %%ymm15",                     \
                "vpxor %%ymm\\r, %%ymm\\r, %%ymm\\r", dot, "vzeroupper")

GANC_ZMM_LOOP(vpdpbusdZmm, "vpdpbusd %%zmm30, %%zmm31, %%zmm\\r")
GANC_ZMM_LOOP(vpdpwssdZmm, "vpdpwssd %%zmm30, %%zmm31, %%zmm\\r")
GANC_ZMM_LOOP(fmaZmm, "vfmadd231ps %%zmm30, %%zmm31, %%zmm\\r")
GANC_ZMM_LOOP(vpmaddwdZmm, "vpmaddwd %%zmm30, %%zmm31, %%zmm29\nvpaddd %%zmm29, %%zmm\\r, %%zmm\\r")
GANC_YMM_LOOP(fmaYmm, "vfmadd231ps %%ymm14, %%ymm15, %%ymm\\r")
GANC_YMM_LOOP(vpmaddwdYmm, "vpmaddwd %%ymm14, %%ymm15, %%ymm13\nvpaddd %%ymm13, %%ymm\\r, %%ymm\\r")
GANC_DOT_LOOP(pmaddwdXmm, GANC_12_REGISTERS, "movups (%1), %%xmm14\nmovups (%1), %%xmm15",
              "pxor %%xmm\\r, %%xmm\\r",
              "movdqa %%xmm14, %%xmm13\npmaddwd %%xmm15, %%xmm13\npaddd %%xmm13, %%xmm\\r", "")

/// Eight tiles of 16 rows of 64 bytes.
struct alignas(64) TileConfiguration {
  uint8_t palette = 1, start = 0, reserved[14] = {};
  uint16_t bytes[16] = {64, 64, 64, 64, 64, 64, 64, 64};
  uint8_t rows[16] = {16, 16, 16, 16, 16, 16, 16, 16};
};

void tdpbusd(int64_t iterations) {
  static constexpr TileConfiguration configuration;
  asm volatile("ldtilecfg (%2)\n"
               "tileloadd (%1,%3,1), %%tmm6\ntileloadd (%1,%3,1), %%tmm7\n"
               ".irp r, 0,1,2,3,4,5\ntilezero %%tmm\\r\n.endr\n"
               "1:\n.irp r, 0,1,2,3,4,5\ntdpbusd %%tmm7, %%tmm6, %%tmm\\r\n.endr\n"
               "dec %0\njnz 1b\ntilerelease\n"
               : "+r"(iterations)
               : "r"(kOperand.data()), "r"(&configuration), "r"(int64_t(0))
               : "memory", "cc");
}

/// The CPU has AMX, and the kernel lets this process use it.
bool mayUseTiles() {
  constexpr unsigned tileAndInt8 = 3u << 24, requestPermission = 0x1023, tileData = 18;
  unsigned a = 0, b = 0, c = 0, d = 0;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (d & tileAndInt8) == tileAndInt8 &&
         syscall(SYS_arch_prctl, requestPermission, tileData) == 0;
}

} // namespace

std::vector<DotLoop> dotLoops(int32_t level) {
  std::vector<DotLoop> loops;
  if (level == 0)
    loops = {{"vpmaddwd", 8, 12, pmaddwdXmm}};
  else if (level == 1)
    loops = {{"vpmaddwd", 16, 12, vpmaddwdYmm}, {"fma", 8, 12, fmaYmm}};
  else if (level == 2)
    loops = {{"vpmaddwd", 32, 24, vpmaddwdZmm}, {"fma", 16, 24, fmaZmm}};
  else
    loops = {{"vpdpbusd", 64, 24, vpdpbusdZmm}, {"vpdpwssd", 32, 24, vpdpwssdZmm}, {"fma", 16, 24, fmaZmm}};
  if (mayUseTiles())
    loops.push_back({"tdpbusd", 16 * 16 * 64, 6, tdpbusd});
  return loops;
}

double measureRate(const DotLoop &loop) {
  constexpr int64_t iterations = 10000;
  constexpr double turn = 3e-3;
  return double(loop.accumulators * iterations) / secondsPerCall([&] { loop.run(iterations); }, turn);
}

} // namespace ganc
