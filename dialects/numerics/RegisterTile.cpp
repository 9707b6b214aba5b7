// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/numerics/RegisterTile.h"

#include "dialects/numerics/Division.h"

#include <algorithm>

namespace ganc::numerics {

constexpr int64_t kReferenceRegisters = 32;
constexpr double kLoadCost = 0.5; // of a dot product

int64_t tilePositions(int64_t channels, int64_t positions, int64_t registers) {
  // Accumulators, one cell for each position, two weights in flight.
  const int64_t fit = std::max<int64_t>(1, (registers - 2) / (channels + 1));
  return divideUp(positions, divideUp(positions, std::min(fit, positions))); // even tiles
}

/// Cost of all channels and positions for one tap and channel group, in dot products.
static double cost(int64_t channels, int64_t positions, int64_t tile) {
  const int64_t height = tilePositions(tile, positions, kReferenceRegisters);
  const double tiles = divideUp(channels, tile), rows = divideUp(positions, height);
  return tiles * (tile * positions + kLoadCost * positions + kLoadCost * tile * rows);
}

int64_t tileChannels(int64_t channels, int64_t slots, int64_t positions) {
  int64_t best = slots;
  for (int64_t tile = slots; tile + 4 <= kReferenceRegisters && tile < channels + slots; tile += slots)
    if (cost(channels, positions, tile) < cost(channels, positions, best))
      best = tile;
  return best;
}

} // namespace ganc::numerics
