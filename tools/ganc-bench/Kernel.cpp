// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-bench/Kernel.h"

namespace ganc {

double boundOf(const Kernel &kernel, const Peaks &peaks) {
  const auto peak = peaks.find(kernel.instruction);
  return peak == peaks.end() ? 0 : double(kernel.multiplyAccumulates) / peak->second;
}

} // namespace ganc
