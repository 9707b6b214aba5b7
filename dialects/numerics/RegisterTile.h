// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How many z positions and output channels (or vectors of 16 channels) of a phase convolution to keep in
// registers at once.
//
// For each tap and channel group, a tile of Z x C does Z * C dot products and loads or broadcasts Z activations
// and C weights. A load or broadcast costs about half a dot product where both go through two ports, a vector of
// weights that come from the L2 cache three times as much. What a tile wastes beyond the last channel counts too.
// Measured on a Granite Rapids core: a block needs at least 3 dot products for each cell it loads.

#ifndef GANC_DIALECTS_NUMERICS_REGISTERTILE_H
#define GANC_DIALECTS_NUMERICS_REGISTERTILE_H

#include <cstdint>
#include <vector>

namespace ganc::numerics {

/// A tile of at most so many positions, and what all channels and positions cost with it for one tap and channel
/// group, in dot products.
struct RegisterTile {
  int64_t positions, channels;
  double cost;
};

/// Tiles of whole groups of `slots` channels (those of a destination cell), the cheapest first. They are for 32
/// registers whatever the target, because weights are packed by channels of a tile and all targets share them.
std::vector<RegisterTile> channelTiles(int64_t channels, int64_t slots, int64_t positions);

/// The same where channels are in the lanes: tiles of vectors, of weights of so many bytes in all.
std::vector<RegisterTile> vectorTiles(int64_t vectors, int64_t positions, int64_t registers,
                                      int64_t weightBytes);

/// Most positions of a tile of `channels` for a target with `registers` that hold one cell each.
int64_t tilePositions(int64_t channels, int64_t positions, int64_t registers);

/// Positions of a tile when `positions` are cut into as few tiles as `most` positions allow, evenly: tiles of few
/// positions wait for the latency of their dot products.
int64_t evenTile(int64_t positions, int64_t most);

/// Accumulators of each result, added up at the end, where `chains` results are accumulated side by side: two where
/// one would wait for the one before it, and the registers hold them beside `cells` cells.
int64_t sumsOfTile(int64_t chains, int64_t results, int64_t cells, int64_t registers);

/// Columns of a tile of `positions`: as many as fit the registers and divide a block of `columns` of weights.
int64_t tileOfBlock(int64_t columns, int64_t positions, int64_t registers);

} // namespace ganc::numerics

#endif
