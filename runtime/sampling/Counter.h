// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Uniform random numbers addressed by what they are for: Philox4x32-10 (Random123) with
//
//   key     = seed                                   (64 bits)
//   counter = (shower number, draw / 2, stream)      (64 + 32 + 32 bits)
//
// so the draws of a shower depend on nothing but seed and shower number. One Philox block gives the draws
// 2 b and 2 b + 1. The addresses are part of the meaning of a seed and must never change:
//
//   stream 0      draw c = the c-th condition of the description (also when its value is fixed)
//   stream 1 + i  draw e = element e of the i-th input of the description (also when it is not random)
//
// A Draws object is one thread's; making one is free.

#ifndef GANC_RUNTIME_SAMPLING_COUNTER_H
#define GANC_RUNTIME_SAMPLING_COUNTER_H

#include <array>
#include <cstdint>

namespace ganc {

class Draws {
public:
  Draws(uint64_t seed, uint64_t shower, uint32_t stream) : seed(seed), shower(shower), stream(stream) {}

  // In (0, 1), never 0 or 1: (k + 1/2) / 2^52 with 52 random bits k.
  double uniform(uint32_t draw);

private:
  uint64_t seed, shower;
  uint32_t stream;
  uint64_t known = ~uint64_t(0); // the block in `words`; no block has this number
  std::array<uint32_t, 4> words{};
};

} // namespace ganc

#endif
