// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/physics/Distances.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace ganc {

Distribution::Distribution(std::span<const double> values, std::size_t sizeOfA) {
  sorted.reserve(values.size());
  for (std::size_t k = 0; k < values.size(); ++k)
    sorted.push_back({values[k], unsigned(k), 0, k >= sizeOfA});
  std::ranges::sort(sorted, {}, [](const Entry &e) { return std::pair(e.value, e.index); });
  if (sorted.empty())
    return;
  std::size_t cut = sorted.size() / 1000;
  double low = sorted[cut].value, range = sorted[sorted.size() - 1 - cut].value - low;
  for (Entry &entry : sorted) {
    double position = range > 0 ? (entry.value - low) / range * bins : 0;
    entry.bin = static_cast<unsigned short>(std::clamp(position, 0.0, double(bins - 1)));
  }
}

Distances Distribution::distances(std::span<const unsigned char> weights) const {
  auto weight = [&](const Entry &e) { return weights.empty() ? 1.0 : double(weights[e.index]); };
  std::array<double, 2> total{};
  for (const Entry &entry : sorted)
    total[entry.ofB] += weight(entry);
  if (total[0] == 0 || total[1] == 0)
    return {};

  Distances found;
  std::array<std::array<double, bins>, 2> histogram{};
  double difference = 0; // F_A - F_B
  for (std::size_t k = 0; k < sorted.size(); ++k) {
    const Entry &entry = sorted[k];
    double share = weight(entry) / total[entry.ofB];
    histogram[entry.ofB][entry.bin] += share;
    difference += entry.ofB ? -share : share;
    double step = k + 1 < sorted.size() ? sorted[k + 1].value - entry.value : 0;
    if (step == 0 && k + 1 < sorted.size())
      continue; // between equal values neither function has a value
    found.kolmogorov = std::max(found.kolmogorov, std::abs(difference));
    found.wasserstein += std::abs(difference) * step;
  }
  for (std::size_t k = 0; k < bins; ++k)
    if (double sum = histogram[0][k] + histogram[1][k]; sum > 0)
      found.separation += (histogram[0][k] - histogram[1][k]) * (histogram[0][k] - histogram[1][k]) / sum / 2;
  return found;
}

} // namespace ganc
