// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What one kernel of a compiled model has to do for a shower, and how near it comes to the core's limit:
//
//   bound         = multiply-accumulates / peak        peak: of its dot product, in multiply-accumulates a second
//   share of peak = bound / time

#ifndef GANC_TOOLS_GANC_BENCH_KERNEL_H
#define GANC_TOOLS_GANC_BENCH_KERNEL_H

#include <cstdint>
#include <map>
#include <string>

namespace ganc {

struct Kernel {
  std::string function; ///< its symbol in the code
  std::string node;     ///< the ONNX node that it comes from
  std::string kind;     ///< the op of the kernel dialect
  std::string
      instruction; ///< of the dot product, as InstructionRate.h names it; "" when it multiplies no weights
  int64_t multiplyAccumulates = 0;
  int64_t constantBytes = 0;   ///< weights, biases, tables
  int64_t activationBytes = 0; ///< read and written for a shower
  std::string tile;            ///< POSITIONSxCHANNELS in registers, and what it was chosen by
  double tileCost = 0;
};

/// Multiply-accumulates a second of each instruction.
using Peaks = std::map<std::string, double>;

/// Seconds; 0 for a kernel without dot products, or one whose peak is not known.
double boundOf(const Kernel &kernel, const Peaks &peaks);

} // namespace ganc

#endif
