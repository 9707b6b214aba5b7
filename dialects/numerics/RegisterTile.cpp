// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/numerics/RegisterTile.h"

#include "dialects/numerics/Division.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace ganc::numerics {

constexpr int64_t kReferenceRegisters = 32;
constexpr int64_t kDotsInFlight = 10; // a latency of 5 cycles, two ports
constexpr double kLoadCost = 0.5;     // of a dot product
constexpr double kL2LoadCost = 1.5; // on a Granite Rapids core: 8 x 2 vectors take 0.93 of the time of 4 x 4
constexpr int64_t kL1Bytes = 32 << 10;
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

int64_t sumsOfTile(int64_t chains, int64_t results, int64_t cells, int64_t registers) {
  constexpr int64_t kSums = 2;
  return chains < kDotsInFlight && kSums * results + cells + 2 <= registers ? kSums : 1;
}

int64_t evenTile(int64_t positions, int64_t most) {
  return positions == 0 ? most : divideUp(positions, divideUp(positions, std::min(most, positions)));
}

/// Cost of all channels and positions for one tap and channel group, in dot products.
static double cost(int64_t channels, int64_t positions, int64_t width, int64_t most, double weightCost) {
  const double tiles = divideUp(channels, width), rows = divideUp(positions, evenTile(positions, most));
  return tiles * (width * positions + kLoadCost * positions + weightCost * width * rows);
}

/// Widths of `step`, 2 * step ... `most` with as many positions as fit, half of them, and one.
static std::vector<RegisterTile> tiles(int64_t channels, int64_t positions, int64_t registers, int64_t step,
                                       int64_t most, double weightCost) {
  std::vector<RegisterTile> result;
  for (int64_t width = step; width == step || width <= most; width += step) {
    const int64_t fit = tilePositions(width, positions, registers);
    for (const int64_t height : std::set{fit, divideUp(fit, 2), int64_t(1)})
      result.push_back({height, width, cost(channels, positions, width, height, weightCost)});
  }
  std::ranges::sort(result, {}, [](const RegisterTile &tile) {
    return std::tuple(tile.cost, tile.channels, -tile.positions);
  });
  return result;
}

std::vector<RegisterTile> channelTiles(int64_t channels, int64_t slots, int64_t positions) {
  const int64_t most = std::min(kReferenceRegisters - 4, channels + slots - 1);
  return tiles(channels, positions, kReferenceRegisters, slots, most, kLoadCost);
}

std::vector<RegisterTile> vectorTiles(int64_t vectors, int64_t positions, int64_t registers,
                                      int64_t weightBytes) {
  return tiles(vectors, positions, registers, 1, std::min({vectors, kMostVectors, registers - 4}),
               weightBytes > kL1Bytes ? kL2LoadCost : kLoadCost);
}

} // namespace ganc::numerics
