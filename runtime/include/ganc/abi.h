/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * The contract between code that ganc emits and everybody who calls it.
 *
 * A compiled model MODEL exports one function, `const ganc_model *MODEL_model(void)` (characters that are
 * no letter or digit become `_`). The table it returns, and all it points to, is constant, lives as long
 * as the library is loaded, and may be read from any number of threads.
 *
 * Compiled code allocates nothing, takes no lock, starts no thread, prints nothing, throws nothing, and
 * keeps no state between calls: all it writes are the caller's outputs and workspace.
 *
 * Standalone C99; a change of a struct or of a meaning raises GANC_ABI_VERSION.
 */

#ifndef GANC_ABI_H
#define GANC_ABI_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define GANC_ABI_VERSION 1u

/* Workspaces start at a multiple of this many bytes. */
#define GANC_WORKSPACE_ALIGNMENT 64u

/* What `run` returns. Outputs are untouched unless it is GANC_OK. */
typedef enum ganc_status {
  GANC_OK = 0,
  /* No variant of the model runs on this CPU (or below GANC_MAX_TARGET, see README). Nothing was executed. */
  GANC_UNSUPPORTED_CPU = 1,
  /* n is negative, or n > 0 and a pointer is null or the workspace is not aligned. Nothing was executed. */
  GANC_INVALID_ARGUMENT = 2
} ganc_status;

/* An input or output: `n` showers, one behind the other, each of `elements` floats in C order. */
typedef struct ganc_tensor {
  const char *name;     /* the name in the ONNX file */
  const int64_t *shape; /* `rank` extents, without the batch */
  int32_t rank;
  int64_t elements; /* product of the extents */
} ganc_tensor;

/* A condition of the generator description: energy, angle, ... Absent without a description. */
typedef struct ganc_condition {
  const char *name;
  const char *unit; /* "" when it has none */
  double low, high; /* the range that the model was calibrated and is described for, in `unit` */
} ganc_condition;

/* Makes n showers, 0 <= n. `inputs[i]` and `outputs[i]` belong to the i-th tensor of the table and hold
 * n * elements floats, any alignment; they must not overlap each other or the workspace. `workspace` holds
 * at least `workspace_bytes(n)` bytes, aligned to GANC_WORKSPACE_ALIGNMENT, contents irrelevant; each
 * concurrent call needs its own. Returns a ganc_status. A shower's result does not depend on n, on its
 * place in the batch, or on other showers. n = 0 does nothing and succeeds. */
typedef int32_t (*ganc_run_fn)(int64_t n, const float *const *inputs, float *const *outputs, void *workspace);

/* The targets that code is made for: groups of CPU features. A CPU that has one has all before it. */
#define GANC_TARGETS {"baseline", "x86-64-v3", "x86-64-v4", "avx512-vnni"}

/* One compiled form of the model. */
typedef struct ganc_variant {
  const char *target; /* one of GANC_TARGETS */
  int32_t level;      /* its place among them, from 0 */
  ganc_run_fn run;    /* executes without asking the CPU */
} ganc_variant;

typedef struct ganc_model {
  uint32_t abi_version; /* GANC_ABI_VERSION of the compiler: check it before reading on */
  uint32_t model_bytes; /* sizeof(ganc_model) of the compiler */
  const char *name;     /* the ONNX file's name without .onnx */
  const char *version;  /* of the compiler */
  const ganc_tensor *inputs;
  const ganc_tensor *outputs;
  const ganc_condition *conditions;
  const ganc_variant *variants; /* best first */
  int32_t input_count;
  int32_t output_count;
  int32_t condition_count;
  int32_t variant_count;
  /* Bytes of workspace that `run` needs for n showers; does not decrease with n, and is bounded. */
  uint64_t (*workspace_bytes)(int64_t n);
  ganc_run_fn run;         /* checks its arguments, chooses the best variant that this CPU has, runs it */
  const uint8_t *metadata; /* FlatBuffer, schema metadata.fbs; in section .ganc.metadata */
  uint64_t metadata_bytes;
} ganc_model;

/* Part of every generated library, called by its `run`: checks arguments, chooses a variant. */
int32_t ganc_dispatch_v1(const ganc_model *model, int64_t n, const float *const *inputs,
                         float *const *outputs, void *workspace);

/* The level of this CPU in the order of ganc_variant, capped by the environment variable GANC_MAX_TARGET
 * (a target's name, read once). Part of every generated library. */
int32_t ganc_cpu_level_v1(void);

#ifdef __cplusplus
}
#endif

#endif
