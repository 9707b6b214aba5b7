/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Uses any model through its generated header: some showers in one call and one a call, which must be the
 * same bits. Prints the outputs of the first. With SHORT_OUTPUT it gives the model a buffer that is too
 * small.
 */
#define _POSIX_C_SOURCE 200112L
#include MODEL_HEADER

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define JOIN(a, b) a##b
#define SIZE_OF(prefix, what) JOIN(prefix, what)

enum { n = 5, input_count = SIZE_OF(PREFIX, _INPUT_COUNT), output_count = SIZE_OF(PREFIX, _OUTPUT_COUNT) };

static void *workspace_for(const ganc_model *model, int64_t count) {
  void *memory = NULL;
  const size_t bytes = (size_t)model->workspace_bytes(count);
  return posix_memalign(&memory, GANC_WORKSPACE_ALIGNMENT, bytes ? bytes : 1) == 0 ? memory : NULL;
}

static float *input(const ganc_tensor *tensor) {
  float *values = malloc((size_t)(n * tensor->elements) * sizeof *values);
  for (int64_t i = 0; values && i < n * tensor->elements; i++)
    values[i] = (float)(i % 7 + 1) / 4;
  return values;
}

static int fail(const char *what) {
  fprintf(stderr, "%s\n", what);
  return 1;
}

int main(void) {
  const ganc_model *model = MODEL();
  const float *in[input_count], *one_in[input_count];
  float *out[output_count], *one_out[output_count];
  size_t missing = 0;
#ifdef SHORT_OUTPUT
  missing = 1;
#endif
  if (model->abi_version != GANC_ABI_VERSION || model->model_bytes != sizeof *model)
    return fail("another ABI");
  if (model->input_count != input_count || model->output_count != output_count ||
      model->inputs[0].elements != SIZE_OF(PREFIX, _INPUT_0_ELEMENTS) ||
      model->outputs[0].elements != SIZE_OF(PREFIX, _OUTPUT_0_ELEMENTS))
    return fail("the header's sizes are not those of the table");
  if (model->workspace_bytes(1000000) > SIZE_OF(PREFIX, _WORKSPACE_BYTES))
    return fail("the header's workspace is not enough");
  for (int i = 0; i < input_count; i++)
    in[i] = input(&model->inputs[i]);
  for (int i = 0; i < output_count; i++) {
    out[i] = malloc(((size_t)(n * model->outputs[i].elements) - missing) * sizeof(float));
    one_out[i] = malloc((size_t)model->outputs[i].elements * sizeof(float));
  }
  void *workspace = workspace_for(model, n);
  if (model->run(0, in, out, workspace) != GANC_OK ||
      model->run(-1, in, out, workspace) != GANC_INVALID_ARGUMENT)
    return fail("n = 0 must succeed and n = -1 must not");
  if (model->run(n, in, out, workspace) != GANC_OK)
    return fail("cannot run");
  for (int64_t shower = 0; shower < n; shower++) {
    for (int i = 0; i < input_count; i++)
      one_in[i] = in[i] + shower * model->inputs[i].elements;
    if (model->run(1, one_in, one_out, workspace) != GANC_OK)
      return fail("cannot run one shower");
    for (int i = 0; i < output_count; i++) {
      const size_t elements = (size_t)model->outputs[i].elements;
      if (memcmp(one_out[i], out[i] + (size_t)shower * elements, elements * sizeof(float)) != 0)
        return fail("a shower depends on the others of its call");
    }
  }
  printf("%s:", model->name);
  for (int64_t i = 0; i < model->outputs[0].elements && i < 8; i++)
    printf(" %.9g", out[0][i]);
  printf("\n");
  return 0;
}
