// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-bench/Bench.h"

#include <gtest/gtest.h>

using namespace ganc;

static Kernel kernel(const char *instruction, int64_t multiplyAccumulates) {
  Kernel result;
  result.instruction = instruction;
  result.multiplyAccumulates = multiplyAccumulates;
  return result;
}

TEST(Kernel, boundIsTheTimeOfItsMultiplyAccumulatesAtThePeakOfItsInstruction) {
  const Peaks peaks{{"vpdpbusd", 4e11}, {"fma", 1e11}};
  EXPECT_EQ(boundOf(kernel("vpdpbusd", 8'000'000), peaks), 2e-5);
  EXPECT_EQ(boundOf(kernel("fma", 8'000'000), peaks), 8e-5);
}

TEST(Kernel, withoutKnownPeakThereIsNoBound) {
  EXPECT_EQ(boundOf(kernel("", 0), {{"fma", 1e11}}), 0);
  EXPECT_EQ(boundOf(kernel("vpdpwssd", 100), {{"fma", 1e11}}), 0);
}

TEST(Measurements, peaksAreMedianRatesTimesTheMultiplyAccumulatesOfOneInstruction) {
  Measurements measurements;
  measurements.rates.push_back({{"vpdpbusd", 64, 24, nullptr}, {6e9, 7e9, 1e9}});
  measurements.rates.push_back({{"tdpbusd", 16384, 6, nullptr}, {2e8}});
  EXPECT_EQ(measurements.peaks(), (Peaks{{"vpdpbusd", 64 * 6e9}, {"tdpbusd", 16384 * 2e8}}));
}
