// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A layer of the network as it was exported, for somebody else to compute: sizes only. Batch norms and what
// moves values are left out, for the peer's benefit.

#ifndef GANC_TOOLS_GANC_BENCH_PEERLAYER_H
#define GANC_TOOLS_GANC_BENCH_PEERLAYER_H

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ganc {

struct PeerLayer {
  enum class Kind { Dense, Conv, ConvTranspose, Upsample };

  std::string node; ///< of the ONNX file
  Kind kind = Kind::Dense;
  std::vector<int64_t> src, dst; ///< of one shower: channels, space
  std::vector<int64_t> weight;   ///< outputs and inputs of a group, kernel; none for upsampling
  std::vector<int64_t> strides, dilations, padsLow, padsHigh; ///< of each space axis; none for dense
  int64_t groups = 1;
  int64_t multiplyAccumulates = 0; ///< those with padding, too
  bool bias = false;
  std::optional<float> slope; ///< below zero, of a relu (then 0) or leaky relu behind it
};

} // namespace ganc

#endif
