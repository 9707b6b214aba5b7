// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Axes against the definitions of the ops, and packed weights at the places that kernel.phase_conv documents.

#include "dialects/numerics/PhaseConv.h"

#include <gmock/gmock.h>
#include <random>
#include <set>

using namespace ganc::numerics;

namespace {

/// (source position, kernel tap) that an output position reads.
using Reads = std::multiset<std::pair<int64_t, int64_t>>;

int64_t pick(std::mt19937 &random, int64_t low, int64_t high) {
  return low + static_cast<int64_t>(random() % (high - low + 1));
}

/// What `axis` says about output position `o`: o = phases * q + p.
Reads readsOf(const PhaseAxis &axis, int64_t o, int64_t srcExtent) {
  const int64_t phases = axis.phases.size(), q = o / phases;
  const Phase &phase = axis.phases[o % phases];
  Reads reads;
  for (size_t m = 0; m < phase.kernelTaps.size(); m++) {
    const int64_t s = axis.stride * q + phase.offset + axis.dilation * static_cast<int64_t>(m);
    if (s >= 0 && s < srcExtent)
      reads.emplace(s, phase.kernelTaps[m]);
  }
  return reads;
}

} // namespace

TEST(PhaseConv, convolutionReadsWhatItsDefinitionSays) {
  std::mt19937 random(1);
  for (int round = 0; round < 500; round++) {
    const int64_t kernel = pick(random, 1, 6), stride = pick(random, 1, 4), dilation = pick(random, 1, 3);
    const int64_t padLow = pick(random, 0, 8), src = pick(random, 1, 12), dst = pick(random, 1, 12);
    const PhaseAxis axis = convAxis(kernel, stride, dilation, padLow);
    ASSERT_EQ(axis.phases.size(), 1u);
    for (int64_t o = 0; o < dst; o++) {
      Reads expected;
      for (int64_t t = 0; t < kernel; t++)
        if (const int64_t s = o * stride + t * dilation - padLow; s >= 0 && s < src)
          expected.emplace(s, t);
      ASSERT_EQ(readsOf(axis, o, src), expected)
          << "kernel " << kernel << " stride " << stride << " dilation " << dilation << " pad " << padLow
          << " at " << o;
    }
  }
}

TEST(PhaseConv, transposedConvolutionReadsWhatItsDefinitionSays) {
  std::mt19937 random(2);
  for (int round = 0; round < 500; round++) {
    const int64_t kernel = pick(random, 1, 7), stride = pick(random, 1, 4), padLow = pick(random, 0, 6);
    const int64_t src = pick(random, 1, 9), dst = pick(random, 1, 20);
    const PhaseAxis axis = convTransposeAxis(kernel, stride, padLow, dst);
    ASSERT_EQ(axis.phases.size(), static_cast<size_t>(std::min(stride, dst))) << "phases without a position";
    for (int64_t o = 0; o < dst; o++) {
      Reads expected;
      for (int64_t s = 0; s < src; s++)
        if (const int64_t t = o + padLow - s * stride; t >= 0 && t < kernel)
          expected.emplace(s, t);
      ASSERT_EQ(readsOf(axis, o, src), expected)
          << "kernel " << kernel << " stride " << stride << " pad " << padLow << " at " << o;
    }
  }
}

TEST(PhaseConv, everyTapOfATransposedKernelBelongsToOnePhase) {
  const PhaseAxis axis = convTransposeAxis(7, 3, 2, 30);
  std::vector<int64_t> taps;
  for (const Phase &phase : axis.phases)
    taps.insert(taps.end(), phase.kernelTaps.begin(), phase.kernelTaps.end());
  EXPECT_THAT(taps, testing::UnorderedElementsAre(0, 1, 2, 3, 4, 5, 6));
}

TEST(PhaseConv, kernelsShorterThanTheStrideLeavePhasesWithoutTaps) {
  const PhaseAxis axis = convTransposeAxis(1, 3, 0, 9);
  ASSERT_EQ(axis.phases.size(), 3u);
  EXPECT_THAT(axis.phases[0].kernelTaps, testing::ElementsAre(0));
  EXPECT_TRUE(axis.phases[1].kernelTaps.empty());
  EXPECT_TRUE(axis.phases[2].kernelTaps.empty());
}

namespace {

PhaseWeights randomWeights(std::mt19937 &random) {
  const auto axis = [&] {
    return pick(random, 0, 1)
               ? convAxis(pick(random, 1, 4), 1, 1, 1)
               : convTransposeAxis(pick(random, 1, 5), pick(random, 1, 3), pick(random, 0, 2), 9);
  };
  return {axis(), axis(), axis(), pick(random, 1, 9), pick(random, 1, 9), int64_t(1) << pick(random, 0, 2)};
}

/// Another value for each weight, as far as 8 bits go; never 0.
uint32_t weightAt(int64_t co, int64_t ci, int64_t x, int64_t y, int64_t z) {
  return static_cast<uint32_t>(co * 1000003 + ci * 10007 + x * 101 + y * 31 + z * 7) % 255 + 1;
}

uint32_t slotOf(uint32_t word, int64_t slot, int64_t slots) {
  const int64_t bits = 32 / slots;
  return word >> (slot * bits) & (bits == 32 ? ~0u : (1u << bits) - 1);
}

/// Checks the rows of one phase in words that begin at `next`: [co / tile][tx][ty][g][tz][tile].
void expectPhase(const PhaseWeights &shape, const std::vector<uint32_t> &words, size_t &next, int64_t tile,
                 const Phase &px, const Phase &py, const Phase &pz) {
  for (int64_t first = 0; first < shape.outputChannels; first += tile)
    for (const int64_t x : px.kernelTaps)
      for (const int64_t y : py.kernelTaps)
        for (int64_t group = 0; group < shape.inputGroups(); group++)
          for (const int64_t z : pz.kernelTaps)
            for (int64_t co = first; co < first + tile; co++, next++)
              for (int64_t slot = 0; slot < shape.slots; slot++) {
                const int64_t ci = group * shape.slots + slot;
                const bool isThere = co < shape.outputChannels && ci < shape.inputChannels;
                ASSERT_EQ(slotOf(words.at(next), slot, shape.slots), isThere ? weightAt(co, ci, x, y, z) : 0);
              }
}

} // namespace

TEST(PhaseConv, packsEveryWeightWhereTheKernelReadsIt) {
  std::mt19937 random(3);
  for (int round = 0; round < 60; round++) {
    const PhaseWeights shape = randomWeights(random);
    const int64_t tile = pick(random, 1, 12);
    const std::vector<uint32_t> words = packWeights(shape, weightAt, tile);
    size_t next = 0;
    for (const Phase &px : shape.x.phases)
      for (const Phase &py : shape.y.phases)
        for (const Phase &pz : shape.z.phases)
          expectPhase(shape, words, next, tile, px, py, pz);
    ASSERT_EQ(next, words.size());
  }
}

TEST(PhaseConv, packsNegativeIntegersWithoutTouchingTheirNeighbors) {
  const PhaseAxis point = convAxis(1, 1, 1, 0);
  const auto at = [](int64_t, int64_t ci, int64_t, int64_t, int64_t) {
    return static_cast<uint32_t>(ci % 2 ? 5 : -3); // sign-extended
  };
  EXPECT_THAT(packWeights({point, point, point, 4, 1, 4}, at, 1), testing::ElementsAre(0x05fd05fdu));
  EXPECT_THAT(packWeights({point, point, point, 2, 1, 2}, at, 1), testing::ElementsAre(0x0005fffdu));
}
