// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The linker binds ganc_generated_model to MODEL_model of the model that this generator is for.
#include "ganc/metadata.h"
#include "tools/generate/Generate.h"

extern "C" const ganc_model *ganc_generated_model(void);

int main(int argc, char **argv) {
  const ganc_model &model = *ganc_generated_model();
  const char *description = ganc_description_text(&model);
  return ganc::generateMain(model, description ? description : "", argc, argv);
}
