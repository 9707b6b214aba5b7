// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A model written by hand: cell i of a shower is energy + z[i mod 8] * i, by two inputs in another order than
// the description's; the second output is what nobody asked for. Some runs can be made to fail.

#ifndef GANC_TEST_UNIT_TOOLS_GENERATE_FAKEMODEL_H
#define GANC_TEST_UNIT_TOOLS_GENERATE_FAKEMODEL_H

#include "ganc/abi.h"
#include "tools/generate/Generate.h"

#include <string>
#include <vector>

namespace ganc::fake {

inline constexpr int64_t cells = 4 * 5 * 6, latents = 8;

inline const std::string description = R"(
[generator]
particle = 11
[conditions.energy]
range = [1000.0, 500000.0]
unit = "MeV"
[conditions.angle]
range = [0.0, 90.0]
unit = "deg"
[[inputs]]
tensor = "z"
pieces = [ { normal = 8 } ]
[[inputs]]
tensor = "e"
pieces = [ { condition = "energy", unit = "GeV" }, { condition = "angle", unit = "rad" } ]
[output]
tensor = "y"
layout = ["x", "y", "z"]
threshold = 1e-6
[grid]
x = { cells = 4 }
y = { cells = 5 }
z = { cells = 6 }
)";

inline int32_t run(int64_t n, const float *const *inputs, float *const *outputs, void *workspace) {
  char *scratch = static_cast<char *>(workspace);
  for (int64_t s = 0; s < n; s++) {
    scratch[s] = 1;
    outputs[0][s] = -1;
    for (int64_t cell = 0; cell < cells; cell++)
      outputs[1][s * cells + cell] = inputs[0][2 * s] + inputs[1][s * latents + cell % latents] * float(cell);
  }
  return GANC_OK;
}

inline int32_t refuse(int64_t, const float *const *, float *const *, void *) {
  return GANC_UNSUPPORTED_CPU;
}

inline uint64_t workspaceBytes(int64_t n) {
  return uint64_t(n < 64 ? n : 64);
}

inline ganc_model model(ganc_run_fn run = fake::run) {
  static constexpr int64_t pair[] = {2}, latent[] = {latents}, grid[] = {1, 4, 5, 6};
  static constexpr ganc_tensor inputs[] = {{"e", pair, 1, 2}, {"z", latent, 1, latents}};
  static constexpr ganc_tensor outputs[] = {{"other", nullptr, 0, 1}, {"y", grid, 4, cells}};
  ganc_model table{};
  table.abi_version = GANC_ABI_VERSION;
  table.model_bytes = sizeof(ganc_model);
  table.name = "fake";
  table.version = "0";
  table.inputs = inputs;
  table.outputs = outputs;
  table.input_count = table.output_count = 2;
  table.workspace_bytes = workspaceBytes;
  table.run = run;
  return table;
}

// Runs `fake-generate arguments...`.
inline int generate(std::vector<std::string> arguments, const ganc_model &table = model(),
                    const std::string &text = description) {
  arguments.insert(arguments.begin(), "fake-generate");
  std::vector<char *> pointers;
  for (std::string &argument : arguments)
    pointers.push_back(argument.data());
  return generateMain(table, text, int(pointers.size()), pointers.data());
}

} // namespace ganc::fake

#endif
