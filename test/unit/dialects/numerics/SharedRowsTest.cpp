// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/numerics/SharedRows.h"

#include <gtest/gtest.h>

using namespace ganc::numerics;

TEST(SharedRows, keepsEqualRowsOnceInTheirOrder) {
  const std::vector<uint32_t> table{5, 6, 7, 8, 5, 6, 7, 9, 7, 8};
  const SharedRows shared = shareRows(table, 5);
  EXPECT_EQ(shared.words, (std::vector<uint32_t>{5, 6, 7, 8, 7, 9}));
  EXPECT_EQ(shared.indices, (std::vector<uint32_t>{0, 1, 0, 2, 1}));
}

TEST(SharedRows, givesBackEveryRow) {
  std::vector<uint32_t> table;
  for (uint32_t row = 0; row < 50; row++)
    for (uint32_t word = 0; word < 3; word++)
      table.push_back(row * row % 7 + (row % 5 == word));
  const SharedRows shared = shareRows(table, 50);
  for (size_t i = 0; i < table.size(); i++)
    ASSERT_EQ(shared.words[shared.indices[i / 3] * 3 + i % 3], table[i]) << i;
}

TEST(SharedRows, leavesRowsThatAllDiffer) {
  const std::vector<uint32_t> table{1, 2, 3};
  EXPECT_EQ(shareRows(table, 3).words, table);
}
