// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/physics/EnergyError.h"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <vector>

using ganc::pairedEnergyError;

TEST(EnergyError, takesMedianAndPercentileOfTheRatio) {
  std::vector<double> reference(11, 2.0), value, primary(11, 100.0);
  for (int k = 0; k <= 10; ++k)
    value.push_back(2.0 * (1 + 0.01 * (k % 2 ? k : -k)));
  auto error = pairedEnergyError(reference, value, primary);
  EXPECT_NEAR(error.median, 0.05, 1e-12);
  EXPECT_NEAR(error.p90, 0.09, 1e-12);
  EXPECT_EQ(error.used, 11u);
}

TEST(EnergyError, interpolatesBetweenShowers) {
  std::vector<double> reference{1, 1}, value{1.0, 1.1}, primary{50, 50};
  EXPECT_NEAR(pairedEnergyError(reference, value, primary).median, 0.05, 1e-12);
}

TEST(EnergyError, leavesOutShowersThatAreEmptyInTheReference) {
  std::vector<double> reference{2.0, 0.49, 0.0}, value{2.02, 5.0, 5.0}, primary{100, 100, 100};
  auto error = pairedEnergyError(reference, value, primary);
  EXPECT_EQ(error.used, 1u);
  EXPECT_NEAR(error.p90, 0.01, 1e-12);
}

TEST(EnergyError, isInfiniteWithoutShowers) {
  auto error = pairedEnergyError({}, {}, {});
  EXPECT_EQ(error.used, 0u);
  EXPECT_TRUE(std::isinf(error.median));
  EXPECT_TRUE(std::isinf(error.p90));
}

TEST(EnergyError, countsNanAsInfinite) {
  double nan = std::numeric_limits<double>::quiet_NaN();
  std::vector<double> reference{2, 2, 2}, value{2, nan, nan}, primary{100, 100, 100};
  EXPECT_TRUE(std::isinf(pairedEnergyError(reference, value, primary).median));
}
