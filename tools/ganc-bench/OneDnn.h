// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Layers computed by oneDNN, in this process and thread: each as a primitive of its own with the memory formats
// that oneDNN likes best, so that nothing is reordered in between.

#ifndef GANC_TOOLS_GANC_BENCH_ONEDNN_H
#define GANC_TOOLS_GANC_BENCH_ONEDNN_H

#include "tools/ganc-bench/PeerLayer.h"

#include <memory>
#include <span>

namespace ganc {

/// Holds oneDNN to what a target of that level (abi.h) has, or to all that the CPU has with `tiles`, and to one
/// thread. Returns the name of the limit. To be called before the first network, once.
std::string limitOneDnn(int32_t level, bool tiles);

std::string oneDnnVersion();

enum class PeerType { f32, u8s8 };

class OneDnnNetwork {
public:
  /// Throws std::runtime_error, with the node's name, when oneDNN does not have a layer.
  OneDnnNetwork(std::span<const PeerLayer> layers, int64_t n, PeerType type);
  ~OneDnnNetwork();

  /// All layers, each between marks (KernelTimer.h) with its number.
  void run();

  /// oneDNN's name for what computes layer i.
  std::string implementation(size_t layer) const;

private:
  struct Step;
  std::vector<Step> steps;
};

} // namespace ganc

#endif
