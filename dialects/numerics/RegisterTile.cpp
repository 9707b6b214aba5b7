// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/numerics/RegisterTile.h"

#include "dialects/numerics/Division.h"

#include <algorithm>

namespace ganc::numerics {

constexpr int64_t kReferenceRegisters = 32;
constexpr double kLoadCost = 0.5;   // of a dot product
constexpr int64_t kMostVectors = 8; // each reads weights at a place of its own: as many as prefetchers follow

int64_t tilePositions(int64_t channels, int64_t positions, int64_t registers) {
  // Accumulators, one cell for each position, two weights in flight.
  const int64_t fit = std::max<int64_t>(1, (registers - 2) / (channels + 1));
  return std::min(fit, positions);
}

int64_t tileOfBlock(int64_t columns, int64_t positions, int64_t registers) {
  int64_t tile = std::max<int64_t>(1, (registers - 2) / (positions + 1));
  while (columns % tile != 0)
    tile--;
  return tile;
}

int64_t evenTile(int64_t positions, int64_t most) {
  return positions == 0 ? most : divideUp(positions, divideUp(positions, std::min(most, positions)));
}

/// Cost of all channels and positions for one tap and channel group, in dot products.
static double cost(int64_t channels, int64_t positions, int64_t tile, int64_t registers) {
  const int64_t height = evenTile(positions, tilePositions(tile, positions, registers));
  const double tiles = divideUp(channels, tile), rows = divideUp(positions, height);
  return tiles * (tile * positions + kLoadCost * positions + kLoadCost * tile * rows);
}

int64_t tileChannels(int64_t channels, int64_t slots, int64_t positions) {
  int64_t best = slots;
  for (int64_t tile = slots; tile + 4 <= kReferenceRegisters && tile < channels + slots; tile += slots)
    if (cost(channels, positions, tile, kReferenceRegisters) <
        cost(channels, positions, best, kReferenceRegisters))
      best = tile;
  return best;
}

int64_t tileVectors(int64_t vectors, int64_t positions, int64_t registers) {
  int64_t best = 1;
  for (int64_t tile = 2; tile + 4 <= registers && tile <= std::min(vectors, kMostVectors); tile++)
    if (cost(vectors, positions, tile, registers) < cost(vectors, positions, best, registers))
      best = tile;
  return best;
}

} // namespace ganc::numerics
