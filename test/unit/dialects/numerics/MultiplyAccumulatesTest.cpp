// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Counts of the published 3DGAN's layers, against those that numpy gave for the same network, and small
// cases by hand.

#include "dialects/numerics/MultiplyAccumulates.h"

#include <gtest/gtest.h>

using namespace ganc::numerics;

namespace {

/// Nearest upsampling by `factor`, then a convolution: kernel tap t of phase p reads q + floor((p + t - pad)
/// / factor), and taps that read the same position are one.
PhaseAxis upsampledAxis(int64_t kernel, int64_t factor, int64_t pad) {
  PhaseAxis axis;
  for (int64_t p = 0; p < factor; p++) {
    const int64_t first = divideDown(p - pad, factor), last = divideDown(p + kernel - 1 - pad, factor);
    axis.phases.push_back({first, std::vector<int64_t>(last - first + 1)});
  }
  return axis;
}

AxisExtents convolution(int64_t kernel, int64_t pad, int64_t src, int64_t dst) {
  return {convAxis(kernel, 1, 1, pad), src, dst};
}

AxisExtents upsampled(int64_t kernel, int64_t factor, int64_t pad, int64_t src, int64_t dst) {
  return {upsampledAxis(kernel, factor, pad), src, dst};
}

} // namespace

TEST(MultiplyAccumulates, conv1OfThe3dGan) {
  const PhaseConvExtents conv1{
      {convolution(6, 2, 7, 7), convolution(6, 2, 7, 7), convolution(8, 3, 8, 8)}, 8, 64};
  EXPECT_EQ(naiveMultiplyAccumulates(conv1), 57'802'752);
  EXPECT_EQ(multiplyAccumulates(conv1), 26'763'264);
}

TEST(MultiplyAccumulates, conv2OfThe3dGan) {
  const PhaseConvExtents asImported{
      {convolution(6, 2, 14, 13), convolution(5, 2, 14, 14), convolution(8, 0, 16, 9)}, 64, 6};
  EXPECT_EQ(naiveMultiplyAccumulates(asImported), 150'958'080);
  EXPECT_EQ(multiplyAccumulates(asImported), 127'401'984);
  const PhaseConvExtents folded{
      {upsampled(6, 2, 2, 7, 13), upsampled(5, 2, 2, 7, 14), upsampled(8, 2, 0, 8, 9)}, 64, 6};
  EXPECT_EQ(multiplyAccumulates(folded), 23'930'880);
}

TEST(MultiplyAccumulates, conv3OfThe3dGan) {
  const PhaseConvExtents asImported{
      {convolution(3, 1, 26, 26), convolution(3, 0, 28, 26), convolution(8, 3, 27, 26)}, 6, 6};
  EXPECT_EQ(naiveMultiplyAccumulates(asImported), 45'556'992);
  EXPECT_EQ(multiplyAccumulates(asImported), 41'827'968);
  const PhaseConvExtents folded{
      {upsampled(3, 2, 1, 13, 26), upsampled(3, 2, 0, 14, 26), upsampled(8, 3, 3, 9, 26)}, 6, 6};
  EXPECT_EQ(multiplyAccumulates(folded), 7'488'000);
}

TEST(MultiplyAccumulates, aDenseLayerIsOnePosition) {
  const AxisExtents one = convolution(1, 0, 1, 1);
  EXPECT_EQ(multiplyAccumulates({{one, one, one}, 200, 3136}), 627'200);
  EXPECT_EQ(naiveMultiplyAccumulates({{one, one, one}, 200, 3136}), 627'200);
}

TEST(MultiplyAccumulates, strideAndDilationSayWhatIsOutside) {
  // Positions 3 q - 2 + 2 m for q = 0, 1, 2 and m = 0, 1, 2: -2 0 2, 1 3 5, 4 6 8.
  const AxisExtents axis{convAxis(3, 3, 2, 2), 6, 3};
  EXPECT_EQ(allTaps(axis), 9);
  EXPECT_EQ(tapsInside(axis), 6);
}

TEST(MultiplyAccumulates, phasesOfATransposedConvolutionWithoutTapsCountNothing) {
  const AxisExtents axis{convTransposeAxis(1, 3, 0, 7), 3, 7};
  EXPECT_EQ(allTaps(axis), 3);
  EXPECT_EQ(tapsInside(axis), 3);
}

TEST(MultiplyAccumulates, aTransposedConvolutionReadsEverySourceOnceForEveryTapThatLandsInside) {
  // 4 sources, kernel 4, stride 2, padding 1: 10 - 2 positions; the first and the last tap each lose one.
  const AxisExtents axis{convTransposeAxis(4, 2, 1, 8), 4, 8};
  EXPECT_EQ(allTaps(axis), 16);
  EXPECT_EQ(tapsInside(axis), 14);
}
