// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/OutputBalance.h"

#include <cmath>

namespace ganc {

OutputBalance::OutputBalance(std::vector<int64_t> channelOfElements, int64_t channels, double slopeBelowZero)
    : channelOfElements(std::move(channelOfElements)), slopeBelowZero(slopeBelowZero), excess(channels, 0.0),
      slopes(channels, 0.0) {}

void OutputBalance::add(std::span<const float> actual, std::span<const float> expected) {
  double size = 0;
  for (const float value : expected)
    size += std::abs(value);
  if (size == 0)
    return;
  for (size_t i = 0; i < channelOfElements.size(); i++) {
    const int64_t c = channelOfElements[i];
    if (c < 0)
      continue;
    excess[c] += (static_cast<double>(actual[i]) - expected[i]) / size;
    slopes[c] += (actual[i] > 0 ? 1.0 : slopeBelowZero) / size;
  }
}

std::vector<double> OutputBalance::shifts() const {
  std::vector<double> shifts;
  for (size_t c = 0; c < excess.size(); c++)
    shifts.push_back(slopes[c] == 0 ? 0.0 : -excess[c] / slopes[c]);
  return shifts;
}

} // namespace ganc
