// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/numerics/FlatPlane.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <numeric>
#include <random>

using namespace ganc::numerics;

namespace {

constexpr int64_t kLanes = 16;

int64_t pick(std::mt19937 &random, int64_t low, int64_t high) {
  return low + static_cast<int64_t>(random() % (high - low + 1));
}

struct Network {
  PhaseColumns shape;
  Positions positions;
};

Network randomNetwork(std::mt19937 &random) {
  Network network{{{}, {}, 1, 2, 1}, {{1, 1, 1}, {1, 1, 1}}};
  for (int i = 0; i < 3; i++) {
    const int64_t src = pick(random, 1, 9), kernel = pick(random, 1, 5), low = pick(random, 0, 4);
    const int64_t u = pick(random, 1, 3), full = (src - 1) * u + kernel - low;
    if (pick(random, 0, 1) && full > 0) {
      network.positions.dst[i] = pick(random, std::min<int64_t>(u, full), full);
      network.shape.axes[i] = convTransposeAxis(kernel, u, low, network.positions.dst[i]);
    } else {
      const int64_t dilation = pick(random, 1, 2);
      network.positions.dst[i] = pick(random, 1, src + 5);
      network.shape.axes[i] = convAxis(kernel, 1, dilation, low);
    }
    network.positions.src[i] = src;
  }
  return network;
}

/// A plane of the source, numbered from 1, laid out flat.
std::vector<int64_t> laidOut(const FlatPlane &plane, const Positions &positions) {
  std::vector<int64_t> words(plane.words, 0);
  for (int64_t y = 0; y < positions.src[1]; y++)
    for (int64_t z = 0; z < positions.src[2]; z++)
      words.at(plane.lead + y * plane.pitch + z) = y * positions.src[2] + z + 1;
  return words;
}

/// What tap (ty, tz) of phases (py, pz) reads at position (qy, qz), 0 for padding.
int64_t expected(const Network &network, int64_t y, int64_t z) {
  const auto &src = network.positions.src;
  return y < 0 || y >= src[1] || z < 0 || z >= src[2] ? 0 : y * src[2] + z + 1;
}

} // namespace

TEST(FlatPlane, letsEveryTapReadTheSourceOrAZeroOneVectorFurther) {
  std::mt19937 random(1);
  for (int round = 0; round < 300; round++) {
    const Network network = randomNetwork(random);
    const FlatPlane plane = flatPlane(network.shape, network.positions);
    const std::vector<int64_t> words = laidOut(plane, network.positions);
    const PhaseAxis &y = network.shape.axes[1], &z = network.shape.axes[2];
    for (size_t py = 0; py < y.phases.size(); py++)
      for (size_t pz = 0; pz < z.phases.size(); pz++)
        for (int64_t ty = 0; ty < std::ssize(y.phases[py].kernelTaps); ty++)
          for (int64_t tz = 0; tz < std::ssize(z.phases[pz].kernelTaps); tz++) {
            const int64_t tapY = y.phases[py].offset + y.dilation * ty;
            const int64_t tapZ = z.phases[pz].offset + z.dilation * tz;
            const int64_t shift = plane.lead + tapY * plane.pitch + tapZ;
            const int64_t vectors =
                flatVectors(network.shape, network.positions, plane.pitch, py, pz, kLanes);
            if (vectors > 0) {
              ASSERT_GE(shift, 0);
              ASSERT_LE(shift + vectors * kLanes, plane.words);
            }
            for (int64_t qy = 0; qy < network.shape.loopPositions(1, network.positions.dst[1], py); qy++)
              for (int64_t qz = 0; qz < network.shape.loopPositions(2, network.positions.dst[2], pz); qz++) {
                const int64_t place = qy * plane.pitch + qz;
                ASSERT_LT(place, vectors * kLanes);
                ASSERT_EQ(words.at(shift + place), expected(network, qy + tapY, qz + tapZ))
                    << "round " << round;
              }
          }
  }
}

TEST(FlatPlane, keepsResultsOfAllPhasesAndWholeVectorsOfEachRow) {
  std::mt19937 random(2);
  for (int round = 0; round < 300; round++) {
    const Network network = randomNetwork(random);
    const FlatPlane plane = flatPlane(network.shape, network.positions);
    const int64_t words = flatResultWords(network.shape, network.positions, plane.pitch, kLanes);
    ASSERT_EQ(words % kLanes, 0);
    for (size_t py = 0; py < network.shape.axes[1].phases.size(); py++)
      for (size_t pz = 0; pz < network.shape.axes[2].phases.size(); pz++) {
        ASSERT_LE(flatVectors(network.shape, network.positions, plane.pitch, py, pz, kLanes) * kLanes, words);
        const int64_t rows = network.shape.loopPositions(1, network.positions.dst[1], py);
        const int64_t columns = network.shape.loopPositions(2, network.positions.dst[2], pz);
        if (rows > 0)
          ASSERT_LE((rows - 1) * plane.pitch + roundUp(columns, kLanes), words);
      }
  }
}

TEST(FlatPlane, sharesTheZerosBetweenRows) {
  const PhaseAxis point = convAxis(1, 1, 1, 0), same = convAxis(3, 1, 1, 1);
  const FlatPlane plane = flatPlane({{point, same, same}, {}, 1, 1, 1}, {{1, 5, 9}, {1, 5, 9}});
  EXPECT_EQ(plane.pitch, 10);
  EXPECT_EQ(plane.lead, 11);
}

TEST(FlatPlane, putsTheParametersOfPositionsWhereTheyAreComputed) {
  std::mt19937 random(3);
  for (int round = 0; round < 50; round++) {
    const Network network = randomNetwork(random);
    const PhaseColumns &shape = network.shape;
    const auto &dst = network.positions.dst;
    std::vector<float> values(shape.channels * dst[0] * dst[1] * dst[2]);
    std::iota(values.begin(), values.end(), 1.0f);
    const FlatPlane plane = flatPlane(shape, network.positions);
    const int64_t words = flatResultWords(shape, network.positions, plane.pitch, kLanes);
    const std::vector<float> packed = packFlatParameters(values, shape, dst, plane.pitch, words);
    const int64_t uy = shape.axes[1].phases.size(), uz = shape.axes[2].phases.size();
    ASSERT_EQ(std::ssize(packed), dst[0] * uy * uz * shape.channels * words);
    ASSERT_EQ(std::ranges::count(packed, 0.0f), std::ssize(packed) - std::ssize(values));
    for (int64_t x = 0; x < dst[0]; x++)
      for (int64_t y = 0; y < dst[1]; y++)
        for (int64_t z = 0; z < dst[2]; z++)
          for (int64_t co = 0; co < shape.channels; co++) {
            const int64_t row = ((x * uy + y % uy) * uz + z % uz) * shape.channels + co;
            ASSERT_EQ(packed[row * words + y / uy * plane.pitch + z / uz],
                      values[((x * dst[1] + y) * dst[2] + z) * shape.channels + co]);
          }
  }
}
