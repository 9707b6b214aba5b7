/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * A model made by hand, for tests of all that surrounds one: y[i] = z[i] * energy / 100. FAKE_ABI_VERSION,
 * FAKE_LEVEL (of its only variant), FAKE_METADATA (a file) and FAKE_ERROR (relative) vary it.
 */
#include "ganc/abi.h"

#ifndef FAKE_ABI_VERSION
#define FAKE_ABI_VERSION GANC_ABI_VERSION
#endif
#ifndef FAKE_ERROR
#define FAKE_ERROR 0.0f
#endif
#ifndef FAKE_LEVEL
#define FAKE_LEVEL 0
#endif

__asm__(".section .ganc.metadata, \"a\"\n.balign 16\n"
        "fake_metadata: .incbin \"" FAKE_METADATA "\"\n"
        "fake_metadata_end:\n.text\n");
extern const uint8_t fake_metadata[] __attribute__((visibility("hidden")));
extern const uint8_t fake_metadata_end[] __attribute__((visibility("hidden")));

enum { cells = 4, block = 16 };

static uint64_t workspace_bytes(int64_t n) {
  return sizeof(float) * (uint64_t)(n < block ? n : block);
}

static int32_t run_baseline(int64_t n, const float *const *inputs, float *const *outputs, void *workspace) {
  float *scales = workspace;
  for (int64_t i = 0; i < n; i++) {
    scales[i % block] = inputs[1][i] / 100 * (1 + FAKE_ERROR);
    for (int c = 0; c < cells; c++)
      outputs[0][i * cells + c] = inputs[0][i * cells + c] * scales[i % block];
  }
  return GANC_OK;
}

static int32_t run(int64_t n, const float *const *inputs, float *const *outputs, void *workspace);

static const int64_t z_shape[] = {4}, energy_shape[] = {1}, y_shape[] = {1, 2, 2};
static const ganc_tensor inputs[] = {{"z", z_shape, 1, 4}, {"primary", energy_shape, 1, 1}};
static const ganc_tensor outputs[] = {{"y", y_shape, 3, 4}};
static const ganc_condition conditions[] = {{"energy", "GeV", 10, 500}};
static const ganc_variant variants[] = {{"baseline", FAKE_LEVEL, run_baseline}};

static ganc_model model = {FAKE_ABI_VERSION,
                           sizeof(ganc_model),
                           "fake-net",
                           "0",
                           inputs,
                           outputs,
                           conditions,
                           variants,
                           2,
                           1,
                           1,
                           1,
                           workspace_bytes,
                           run,
                           fake_metadata,
                           0};

static int32_t run(int64_t n, const float *const *in, float *const *out, void *workspace) {
  return ganc_dispatch_v1(&model, n, in, out, workspace);
}

const ganc_model *fake_net_model(void) {
  model.metadata_bytes = (uint64_t)(fake_metadata_end - fake_metadata);
  return &model;
}
