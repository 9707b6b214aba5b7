/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Two threads run any model at once, each with its own workspace and outputs, and must get the same bits.
 * With SHARED_WORKSPACE they break that rule, which a sanitizer must see.
 */
#define _POSIX_C_SOURCE 200112L
#include MODEL_HEADER

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { n = 3, repeats = 20 };

static float *inputs[16];
static void *shared_workspace;

static void *allocate(size_t bytes) {
  void *memory = NULL;
  return posix_memalign(&memory, GANC_WORKSPACE_ALIGNMENT, bytes + 1) == 0 ? memory : NULL;
}

static void *work(void *unused) {
  const ganc_model *model = MODEL();
  float *output = allocate((size_t)(n * model->outputs[0].elements) * sizeof(float));
  void *workspace = allocate((size_t)model->workspace_bytes(n));
  (void)unused;
#ifdef SHARED_WORKSPACE
  workspace = shared_workspace;
#endif
  for (int i = 0; i < repeats; i++)
    if (model->run(n, (const float *const *)inputs, &output, workspace) != GANC_OK)
      exit(2);
  return output;
}

int main(void) {
  const ganc_model *model = MODEL();
  const size_t bytes = (size_t)(n * model->outputs[0].elements) * sizeof(float);
  void *results[2];
  pthread_t threads[2];
  if (model->output_count != 1 || model->input_count > 16)
    return 2;
  shared_workspace = allocate((size_t)model->workspace_bytes(n));
  for (int i = 0; i < model->input_count; i++) {
    inputs[i] = allocate((size_t)(n * model->inputs[i].elements) * sizeof(float));
    for (int64_t k = 0; k < n * model->inputs[i].elements; k++)
      inputs[i][k] = (float)(k % 5) / 4;
  }
  for (int i = 0; i < 2; i++)
    if (pthread_create(&threads[i], NULL, work, NULL) != 0)
      return 2;
  for (int i = 0; i < 2; i++)
    pthread_join(threads[i], &results[i]);
  if (memcmp(results[0], results[1], bytes) != 0)
    return 3;
  printf("two threads, the same bits\n");
  return 0;
}
