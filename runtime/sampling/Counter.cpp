// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See the header for the addresses.
#include "runtime/sampling/Counter.h"

#include <Random123/philox.h>

namespace ganc {

double Draws::uniform(uint32_t draw) {
  const uint32_t block = draw / 2;
  if (known != block) {
    const r123::Philox4x32::ctr_type counter = {{uint32_t(shower), uint32_t(shower >> 32), block, stream}};
    const r123::Philox4x32::key_type key = {{uint32_t(seed), uint32_t(seed >> 32)}};
    const auto random = r123::Philox4x32()(counter, key);
    words = {random[0], random[1], random[2], random[3]};
    known = block;
  }
  const uint64_t bits = uint64_t(words[2 * (draw % 2)]) << 32 | words[2 * (draw % 2) + 1];
  return (double(bits >> 12) + 0.5) * 0x1p-52;
}

} // namespace ganc
