// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include MODEL_HEADER
#include <ganc/runtime.h>

#include <cstdio>
#include <vector>

int main() {
  const ganc::Model model(*MODEL());
  const std::vector<float> input(model.inputs()[0].elements, 0.25f);
  std::vector<float> output(model.outputs()[0].elements);
  const float *inputs[] = {input.data()};
  float *outputs[] = {output.data()};
  const int32_t status = model.run(1, inputs, outputs);
  std::printf("%s: %s\n", model.table().name, ganc::statusText(status));
  return status;
}
