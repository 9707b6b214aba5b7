// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/physics/Bootstrap.h"

#include <random>

namespace ganc {
namespace {

unsigned char poissonOfOne(std::uint32_t uniform) {
  double left = uniform * 0x1p-32, term = 0.36787944117144233; // exp(-1)
  unsigned char count = 0;
  for (; left >= term && count < 12; term /= ++count)
    left -= term;
  return count;
}

} // namespace

Bootstrap::Bootstrap(std::size_t showers) : showers(showers), counts(replicas * showers) {
  std::mt19937 random(20120807);
  for (unsigned char &count : counts)
    count = poissonOfOne(std::uint32_t(random()));
}

} // namespace ganc
