/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Chooses, by CPU feature bits, which compiled form of a model runs. Linked into every generated library:
 * libc only. CPU names are not looked at: hypervisors change them.
 */
#include "ganc/abi.h"

#include <cpuid.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

static const char *const level_names[] = GANC_TARGETS;

static uint64_t enabled_state(void) {
  uint32_t low, high;
  __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return (uint64_t)high << 32 | low;
}

static int has(uint32_t word, uint32_t bits) {
  return (word & bits) == bits;
}

/* Bits of CPUID leaves 1, 7 and 0x80000001 as the x86-64 psABI lists them for each level. */
static int32_t cpu_level(void) {
  uint32_t a, b, c1 = 0, d1 = 0, b7 = 0, c7 = 0, d7, c_ext = 0;
  if (!__get_cpuid(1, &a, &b, &c1, &d1) || !has(c1, bit_OSXSAVE))
    return 0;
  __get_cpuid_count(7, 0, &a, &b7, &c7, &d7);
  __get_cpuid(0x80000001u, &a, &b, &c_ext, &d7);
  const uint64_t state = enabled_state();
  if ((state & 0x06) != 0x06 ||
      !has(c1, bit_SSE4_2 | bit_POPCNT | bit_AVX | bit_F16C | bit_FMA | bit_MOVBE) ||
      !has(b7, bit_AVX2 | bit_BMI | bit_BMI2) || !has(c_ext, bit_LZCNT))
    return 0;
  if ((state & 0xe6) != 0xe6 ||
      !has(b7, bit_AVX512F | bit_AVX512BW | bit_AVX512CD | bit_AVX512DQ | bit_AVX512VL))
    return 1;
  return has(c7, bit_AVX512VNNI) ? 3 : 2;
}

static int32_t capped_level(void) {
  const int32_t level = cpu_level();
  const char *cap = getenv("GANC_MAX_TARGET");
  for (int32_t i = 0; cap && i < level; i++)
    if (strcmp(cap, level_names[i]) == 0)
      return i;
  return level;
}

int32_t ganc_cpu_level_v1(void) {
  /* Racing first calls compute the same value, so relaxed order is enough. 0 means not yet known. */
  static _Atomic int32_t known;
  int32_t level = atomic_load_explicit(&known, memory_order_relaxed) - 1;
  if (level < 0) {
    level = capped_level();
    atomic_store_explicit(&known, level + 1, memory_order_relaxed);
  }
  return level;
}

static int valid(const ganc_model *model, const float *const *inputs, float *const *outputs,
                 void *workspace) {
  if (!inputs || !outputs || !workspace || (uintptr_t)workspace % GANC_WORKSPACE_ALIGNMENT)
    return 0;
  for (int32_t i = 0; i < model->input_count; i++)
    if (!inputs[i])
      return 0;
  for (int32_t i = 0; i < model->output_count; i++)
    if (!outputs[i])
      return 0;
  return 1;
}

int32_t ganc_dispatch_v1(const ganc_model *model, int64_t n, const float *const *inputs,
                         float *const *outputs, void *workspace) {
  if (n == 0)
    return GANC_OK;
  if (n < 0 || !valid(model, inputs, outputs, workspace))
    return GANC_INVALID_ARGUMENT;
  const int32_t level = ganc_cpu_level_v1();
  for (int32_t i = 0; i < model->variant_count; i++)
    if (model->variants[i].level <= level)
      return model->variants[i].run(n, inputs, outputs, workspace);
  return GANC_UNSUPPORTED_CPU;
}
