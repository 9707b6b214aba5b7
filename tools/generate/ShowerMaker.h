// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Draws, runs the network and turns its output into energies, block by block.

#ifndef GANC_TOOLS_GENERATE_SHOWERMAKER_H
#define GANC_TOOLS_GENERATE_SHOWERMAKER_H

#include "runtime/sampling/ModelBinding.h"
#include "runtime/sampling/OutputTransform.h"
#include "runtime/sampling/Sampler.h"

#include "ganc/runtime.h"

#include <vector>

namespace ganc {

// What all threads share and nobody changes.
struct Recipe {
  Model model;
  Description description;
  ModelBinding binding;
  Sampler sampler;
  OutputTransform transform;

  // Fails when the description does not fit the model, or a setting not the description.
  static Result<Recipe> create(const ganc_model &model, const Description &description,
                               const SamplerOptions &options);
};

struct MadeShowers {
  int64_t count = 0;
  std::vector<float> energies;   // [shower][cell of the grid], GeV
  std::vector<double> primaries; // [shower], GeV; NaN without a condition `energy`
  SampledShowers drawn;
};

// One thread's: owns the memory that making a block needs. The recipe outlives it.
class ShowerMaker {
public:
  static constexpr int64_t blockSize = 64;

  explicit ShowerMaker(const Recipe &recipe);

  // `count` up to blockSize. Fails when the model does.
  Result<Done> make(uint64_t first, int64_t count, MadeShowers &showers);

private:
  void finish(MadeShowers &showers) const;

  const Recipe &recipe;
  Workspace workspace;
  std::vector<std::vector<float>> outputs;
};

} // namespace ganc

#endif
