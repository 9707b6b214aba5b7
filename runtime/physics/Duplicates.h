// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Showers that are equal in every bit. Inside a sample they betray a generator that repeats its random
// numbers; no distribution shows a single one, so they are looked for by themselves.
//
// Fingerprints are 64-bit hashes of the cells: for 10^5 showers the chance of a false alarm is 3e-10.

#ifndef GANC_RUNTIME_PHYSICS_DUPLICATES_H
#define GANC_RUNTIME_PHYSICS_DUPLICATES_H

#include <cstddef>
#include <cstdint>
#include <span>

namespace ganc {

/// How many showers repeat an earlier one of the same sample.
std::size_t countDuplicates(std::span<const std::uint64_t> fingerprints);

/// How many different showers occur in both samples.
std::size_t countShared(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b);

} // namespace ganc

#endif
