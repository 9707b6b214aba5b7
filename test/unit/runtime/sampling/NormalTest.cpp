// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/sampling/Normal.h"

#include <gtest/gtest.h>

#include <cmath>

using ganc::normalQuantile;

namespace {

// How far z is from the quantile of p: one Newton step, with libm's erfc (itself good to a few 2^-53).
double distance(double z, double p) {
  const double density = std::exp(-z * z / 2) / std::sqrt(2 * M_PI);
  return (std::erfc(-z / std::sqrt(2.0)) / 2 - p) / density;
}

TEST(NormalQuantile, InvertsTheNormalLawInTheLowerHalf) {
  // erfc(x) loses 2 x^2 2^-53 to the rounding of its argument.
  for (double p = 0x1p-53; p < 0.5; p *= 1.003) {
    const double z = normalQuantile(p);
    EXPECT_LT(std::abs(distance(z, p)), 1e-15 * (2 + std::abs(z))) << "p = " << p;
  }
}

TEST(NormalQuantile, IsOddAroundOneHalf) {
  EXPECT_EQ(normalQuantile(0.5), 0);
  for (double p = 0x1p-52; p < 0.5; p *= 1.7)
    EXPECT_EQ(normalQuantile(1 - (1 - p)), -normalQuantile(1 - p)) << "p = " << p;
}

TEST(NormalQuantile, IsContinuousWhereTheApproximationsMeet) {
  for (double p : {0.075, 0.925, 1.3887943864964021e-11})
    EXPECT_NEAR(normalQuantile(std::nextafter(p, 0)), normalQuantile(std::nextafter(p, 1)), 1e-14)
        << "p = " << p;
}

TEST(NormalQuantile, KeepsItsBits) {
  // A change here changes every shower of every seed.
  EXPECT_EQ(normalQuantile(0.3), -0x1.0c7e39582c5fap-1);
  EXPECT_EQ(normalQuantile(0.01), -0x1.29c5c4630ff0ep+1);
  EXPECT_EQ(normalQuantile(1e-14), -0x1.e9a3e40341034p+2);
}

} // namespace
