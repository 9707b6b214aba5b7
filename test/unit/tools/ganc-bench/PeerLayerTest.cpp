// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-bench/PeerLayer.h"

#include <gtest/gtest.h>

using namespace ganc;

static PeerLayer layer(PeerLayer::Kind kind, std::vector<int64_t> src, std::vector<int64_t> weight,
                       std::vector<int64_t> dst) {
  PeerLayer result;
  result.kind = kind;
  result.src = std::move(src);
  result.weight = std::move(weight);
  result.dst = std::move(dst);
  return result;
}

// Counts of the published 3DGAN.
TEST(PeerLayer, convolutionMultipliesEveryWeightAtEveryResult) {
  EXPECT_EQ(
      layer(PeerLayer::Kind::Conv, {64, 14, 14, 16}, {6, 64, 6, 5, 8}, {6, 13, 14, 9}).multiplyAccumulates(),
      150'958'080);
  EXPECT_EQ(layer(PeerLayer::Kind::Dense, {200}, {3136, 200}, {3136}).multiplyAccumulates(), 627'200);
}

TEST(PeerLayer, transposedConvolutionMultipliesEveryWeightAtEverySource) {
  EXPECT_EQ(layer(PeerLayer::Kind::ConvTranspose, {3, 5}, {2, 3, 4}, {2, 12}).multiplyAccumulates(), 5 * 24);
}

TEST(PeerLayer, groupsMultiplyTheirOwnChannelsOnly) {
  PeerLayer conv = layer(PeerLayer::Kind::Conv, {4, 7}, {3, 2, 5}, {6, 3});
  conv.groups = 2;
  EXPECT_EQ(conv.multiplyAccumulates(), 2 * 3 * 2 * 5 * 3);
}

TEST(PeerLayer, upsamplingMultipliesNothing) {
  EXPECT_EQ(layer(PeerLayer::Kind::Upsample, {4, 7}, {}, {4, 14}).multiplyAccumulates(), 0);
}
