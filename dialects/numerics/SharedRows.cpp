// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/numerics/SharedRows.h"

#include <map>

namespace ganc::numerics {

SharedRows shareRows(std::span<const uint32_t> table, int64_t rows) {
  SharedRows shared;
  const size_t length = table.size() / rows;
  std::map<std::vector<uint32_t>, uint32_t> seen;
  for (int64_t i = 0; i < rows; i++) {
    const auto row = table.subspan(i * length, length);
    const auto [entry, isNew] = seen.emplace(std::vector(row.begin(), row.end()), uint32_t(seen.size()));
    shared.indices.push_back(entry->second);
    if (isNew)
      shared.words.insert(shared.words.end(), row.begin(), row.end());
  }
  return shared;
}

} // namespace ganc::numerics
