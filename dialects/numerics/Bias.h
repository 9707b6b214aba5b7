// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a heavy op adds to channel c at position o: values[c * positions + o]. `positions` is 1 where all
// positions get the same.

#ifndef GANC_DIALECTS_NUMERICS_BIAS_H
#define GANC_DIALECTS_NUMERICS_BIAS_H

#include <cstdint>
#include <vector>

namespace ganc::numerics {

struct Bias {
  std::vector<double> values;
  int64_t positions = 1;
};

/// The same bias with one position, if all positions of each channel are equal.
Bias uniform(Bias bias);

} // namespace ganc::numerics

#endif
