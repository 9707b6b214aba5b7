// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Equal rows of a table kept once: table[i] = words[indices[i]], row by row, bit by bit.

#ifndef GANC_DIALECTS_NUMERICS_SHAREDROWS_H
#define GANC_DIALECTS_NUMERICS_SHAREDROWS_H

#include <cstdint>
#include <span>
#include <vector>

namespace ganc::numerics {

struct SharedRows {
  std::vector<uint32_t> words;   ///< the different rows, in the order in which they first occur
  std::vector<uint32_t> indices; ///< of each row of the table among them
};

/// Of a table of `rows` rows of equal length.
SharedRows shareRows(std::span<const uint32_t> table, int64_t rows);

} // namespace ganc::numerics

#endif
