// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The layers of an ONNX file that take the time, unfolded: what multiplies weights, and nearest upsampling.

#ifndef GANC_TOOLS_GANC_BENCH_PEERLAYERS_H
#define GANC_TOOLS_GANC_BENCH_PEERLAYERS_H

#include "tools/ganc-bench/PeerLayer.h"

namespace ganc {

/// In the order of execution. Relus and leaky relus right behind a layer become part of it. None after an
/// error was reported.
std::vector<PeerLayer> peerLayers(const std::string &model);

} // namespace ganc

#endif
