// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Draws the conditions and the network's inputs of numbered showers, as the description says. What shower k
// of a seed gets depends on the description, the seed, k and the setting of the conditions only: not on where
// a run starts, how long it is, or how it is cut. The addresses of the draws are in Counter.h.
//
// With u the condition's uniform number and [low, high] its setting, else its range:
//   uniform   low + u (high - low)
//   log       low (high / low)^u
//   values    the floor(u m)-th of the m in the setting
//
// All is computed in double; an input's element is rounded once, to float.

#ifndef GANC_RUNTIME_SAMPLING_SAMPLER_H
#define GANC_RUNTIME_SAMPLING_SAMPLER_H

#include "runtime/sampling/Description.h"

#include <span>

namespace ganc {

// What the user asks of one condition, in its unit; low == high fixes it.
struct ConditionSetting {
  double low, high;
};

struct SamplerOptions {
  uint64_t seed = 0;
  // One for each condition of the description, or empty: drawn as described.
  std::vector<std::optional<ConditionSetting>> settings;
  // m > 1: u of shower k lies in one of m equal strata; any m consecutive showers cover each stratum of each
  // condition once (the first condition takes stratum k mod m). For calibration.
  uint32_t strata = 1;
};

// Buffers are the caller's to keep and reuse.
struct SampledShowers {
  std::vector<double> conditions;         // [shower][condition of the description]
  std::vector<std::vector<float>> inputs; // [input of the description][shower][element]
};

// Thread safe: sampling changes nothing. Keeps a copy of the description.
class Sampler {
public:
  // Fails when a setting is not inside of the range, or holds none of the values, naming both.
  static Result<Sampler> create(const Description &description, const SamplerOptions &options);

  // Showers first ... first + count - 1; numbers beyond 2^64 - 1 start again at 0.
  void sample(uint64_t first, int64_t count, SampledShowers &showers) const;

private:
  struct Law {
    double low, high;
    bool logarithmic;
    std::vector<double> values;
    uint64_t stride; // of the strata
  };

  Sampler(Description description, const SamplerOptions &options)
      : description(std::move(description)), seed(options.seed), strata(options.strata ? options.strata : 1) {
  }
  static Result<Done> apply(const ConditionSetting &setting, const Condition &condition, Law &law);
  void drawConditions(uint64_t shower, double *values) const;
  void fillInput(int input, uint64_t shower, const double *conditions, float *elements) const;

  Description description;
  uint64_t seed;
  uint32_t strata;
  std::vector<Law> laws;
};

} // namespace ganc

#endif
