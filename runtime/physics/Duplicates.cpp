// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/physics/Duplicates.h"

#include <algorithm>
#include <iterator>
#include <vector>

namespace ganc {
namespace {

std::vector<std::uint64_t> sortedDistinct(std::span<const std::uint64_t> fingerprints) {
  std::vector<std::uint64_t> values(fingerprints.begin(), fingerprints.end());
  std::ranges::sort(values);
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

} // namespace

std::size_t countDuplicates(std::span<const std::uint64_t> fingerprints) {
  return fingerprints.size() - sortedDistinct(fingerprints).size();
}

std::size_t countShared(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) {
  std::vector<std::uint64_t> shared;
  std::ranges::set_intersection(sortedDistinct(a), sortedDistinct(b), std::back_inserter(shared));
  return shared.size();
}

} // namespace ganc
