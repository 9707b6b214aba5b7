// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Against libm in long double.
#include "runtime/sampling/PortableMath.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace portable = ganc::portable;

namespace {

constexpr double accuracy = 1e-15; // promised in the header
constexpr double infinity = std::numeric_limits<double>::infinity();
const double notANumber = std::numeric_limits<double>::quiet_NaN();

double relative(double is, long double expected) {
  return double(std::abs((is - expected) / expected));
}

TEST(PortableLog, IsAccurateOverTheWholeRange) {
  for (double x = 1e-320; x < 1e308; x *= 1.0917)
    if (x != 1)
      EXPECT_LT(relative(portable::log(x), std::log((long double)x)), accuracy) << "x = " << x;
}

TEST(PortableLog, IsAccurateNearOne) {
  for (double d = 0x1p-52; d < 0.5; d *= 1.37) {
    EXPECT_LT(relative(portable::log(1 + d), std::log(1 + (long double)((1 + d) - 1))), accuracy)
        << "d = " << d;
    EXPECT_LT(relative(portable::log(1 - d), std::log(1 + (long double)((1 - d) - 1))), accuracy)
        << "d = " << d;
  }
  EXPECT_EQ(portable::log(1), 0);
}

TEST(PortableLog, HandlesTheEndsOfItsDomain) {
  EXPECT_EQ(portable::log(0), -infinity);
  EXPECT_EQ(portable::log(infinity), infinity);
  EXPECT_TRUE(std::isnan(portable::log(-1)));
  EXPECT_TRUE(std::isnan(portable::log(notANumber)));
}

TEST(PortableLog10, AgreesWithLibm) {
  for (double x = 1e-9; x < 1e9; x *= 1.7)
    EXPECT_LT(relative(portable::log10(x), std::log10((long double)x)), accuracy) << "x = " << x;
}

TEST(PortableExp, IsAccurateWhereTheResultIsNormal) {
  for (double x = -708; x < 709.7; x += 0.0931)
    EXPECT_LT(relative(portable::exp(x), std::exp((long double)x)), accuracy) << "x = " << x;
}

TEST(PortableExp, HandlesTheEndsOfItsDomain) {
  EXPECT_EQ(portable::exp(0), 1);
  EXPECT_EQ(portable::exp(1e6), infinity);
  EXPECT_EQ(portable::exp(-1e6), 0);
  EXPECT_EQ(portable::exp(-745), 5e-324);
  EXPECT_TRUE(std::isnan(portable::exp(notANumber)));
}

TEST(PortablePow, IsAccurateWithinItsBound) {
  for (double p : {0.5, 0.85, 1 / 0.85, 2.0, 3.7})
    for (double x = 1e-12; x < 1e6; x *= 1.31)
      EXPECT_LT(relative(portable::pow(x, p), std::pow((long double)x, (long double)p)),
                accuracy * (1 + std::abs(p * std::log(x))))
          << x << "^" << p;
}

TEST(PortablePow, TreatsNegativeEnergiesAsNoneAndKeepsNotANumber) {
  EXPECT_EQ(portable::pow(-3, 1.5), 0);
  EXPECT_EQ(portable::pow(0, 0.5), 0);
  EXPECT_EQ(portable::pow(0.1, 1), 0.1);
  EXPECT_TRUE(std::isnan(portable::pow(notANumber, 1.5)));
}

} // namespace
