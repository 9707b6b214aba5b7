// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The list of targets stands in the compiler and, for C, in abi.h.

#include "dialects/kernel/Targets.h"
#include "ganc/abi.h"

#include <gmock/gmock.h>

using namespace ganc::kernel;

TEST(Targets, areThoseOfTheAbiInTheOrderOfTheirLevels) {
  const std::vector<std::string> names = GANC_TARGETS;
  ASSERT_EQ(targets().size(), names.size());
  for (size_t level = 0; level < names.size(); level++) {
    EXPECT_EQ(targets()[level].name.str(), names[level]);
    EXPECT_EQ(targets()[level].level, static_cast<int32_t>(level));
  }
}

TEST(Targets, areFoundByName) {
  for (const Target &target : targets())
    EXPECT_EQ(findTarget(target.name), &target);
  EXPECT_EQ(findTarget("pentium"), nullptr);
}
