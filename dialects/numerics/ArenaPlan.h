// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Places buffers with known lifetimes in one arena: largest first, each at the lowest offset where it
// overlaps no placed buffer that lives at the same time.

#ifndef GANC_DIALECTS_NUMERICS_ARENAPLAN_H
#define GANC_DIALECTS_NUMERICS_ARENAPLAN_H

#include <cstdint>
#include <vector>

namespace ganc::numerics {

/// A buffer lives from step `first` through step `last`.
struct Lifetime {
  int64_t bytes, first, last;
};

struct ArenaPlan {
  std::vector<int64_t> offsets; // one for each buffer, multiples of the alignment
  int64_t bytes;                // of the whole arena
};

ArenaPlan planArena(const std::vector<Lifetime> &buffers, int64_t alignment);

} // namespace ganc::numerics

#endif
