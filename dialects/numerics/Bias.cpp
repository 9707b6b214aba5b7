// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/numerics/Bias.h"

#include <cstddef>

namespace ganc::numerics {

Bias uniform(Bias bias) {
  Bias first;
  for (std::size_t i = 0; i < bias.values.size(); i += bias.positions)
    first.values.push_back(bias.values[i]);
  for (std::size_t i = 0; i < bias.values.size(); i++)
    if (bias.values[i] != first.values[i / bias.positions])
      return bias;
  return first;
}

} // namespace ganc::numerics
