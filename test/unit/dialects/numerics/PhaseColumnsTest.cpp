// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/numerics/PhaseColumns.h"

#include <functional>
#include <gmock/gmock.h>
#include <numeric>
#include <random>

using namespace ganc::numerics;

namespace {

int64_t pick(std::mt19937 &random, int64_t low, int64_t high) {
  return low + static_cast<int64_t>(random() % (high - low + 1));
}

PhaseColumns randomShape(std::mt19937 &random) {
  const auto axis = [&] {
    return pick(random, 0, 1)
               ? convAxis(pick(random, 1, 4), pick(random, 1, 2), pick(random, 1, 2), 1)
               : convTransposeAxis(pick(random, 1, 5), pick(random, 1, 3), pick(random, 0, 2), 9);
  };
  const auto coin = [&] { return pick(random, 0, 1) == 1; };
  return {{axis(), axis(), axis()},
          {coin(), coin(), coin()},
          pick(random, 1, 3),
          pick(random, 1, 9),
          int64_t(1) << pick(random, 0, 2)};
}

/// What a word of weights does: which phase, channel and input group it belongs to, and which position it reads
/// relative to that of q = 0, axis by axis.
struct Use {
  std::array<int64_t, 3> phase, position;
  int64_t group, channel;
  auto operator<=>(const Use &) const = default;
};

using Visit = std::function<void(const std::array<int64_t, 3> &phase, const std::array<int64_t, 3> &position,
                                 int64_t group)>;

/// Calls visit for each (phase, tx, ty, group, tz) of `axes` in the order of packed words.
void forEachRow(const std::array<PhaseAxis, 3> &axes, int64_t groups,
                const std::function<void(std::array<int64_t, 3>)> &beginPhase, const Visit &visit) {
  const auto count = [&](int i) { return static_cast<int64_t>(axes[i].phases.size()); };
  for (int64_t number = 0; number < count(0) * count(1) * count(2); number++) {
    const std::array<int64_t, 3> phase{number / count(2) / count(1), number / count(2) % count(1),
                                       number % count(2)};
    beginPhase(phase);
    const auto taps = [&](int i) { return axes[i].phases[phase[i]].kernelTaps.size(); };
    const auto position = [&](int i, int64_t tap) {
      return axes[i].phases[phase[i]].offset + axes[i].dilation * tap;
    };
    for (size_t x = 0; x < taps(0); x++)
      for (size_t y = 0; y < taps(1); y++)
        for (int64_t group = 0; group < groups; group++)
          for (size_t z = 0; z < taps(2); z++)
            visit(phase, {position(0, x), position(1, y), position(2, z)}, group);
  }
}

/// Words [phase][row][channel], numbered from 1, and what each is for.
std::vector<Use> unpackedUses(const PhaseColumns &shape) {
  std::vector<Use> uses;
  forEachRow(
      shape.axes, shape.inputGroups, [](auto) {},
      [&](const auto &phase, const auto &position, int64_t group) {
        for (int64_t channel = 0; channel < shape.phaseColumns(); channel++)
          uses.push_back({phase, position, group, channel});
      });
  return uses;
}

/// The same for packed words, from the description in the header.
std::vector<Use> packedUses(const PhaseColumns &shape, int64_t block) {
  const std::array<PhaseAxis, 3> loops{shape.loopAxis(0), shape.loopAxis(1), shape.loopAxis(2)};
  std::vector<Use> uses, rows;
  const auto flush = [&] {
    for (int64_t first = 0; first < shape.columns(); first += block)
      for (const Use &row : rows)
        for (int64_t column = first; column < first + block; column++) {
          Use use = row;
          int64_t side = column / shape.phaseColumns();
          for (int i = 2; i >= 0; side /= shape.side(i), i--)
            if (shape.merged[i])
              use.phase[i] = side % shape.side(i);
          use.channel = column < shape.columns() ? column % shape.phaseColumns() : -1;
          uses.push_back(use);
        }
    rows.clear();
  };
  forEachRow(
      loops, shape.inputGroups, [&](auto) { flush(); },
      [&](const auto &phase, const auto &position, int64_t group) {
        rows.push_back({phase, position, group, 0});
      });
  flush();
  return uses;
}

} // namespace

TEST(PhaseColumns, packsEveryWeightOnceToMeetTheSamePosition) {
  std::mt19937 random(1);
  for (int round = 0; round < 200; round++) {
    const PhaseColumns shape = randomShape(random);
    const std::vector<Use> before = unpackedUses(shape);
    std::vector<uint32_t> words(before.size());
    std::iota(words.begin(), words.end(), 1);
    const int64_t block = pick(random, 1, 20);
    const std::vector<uint32_t> packed = packColumns(words, shape.phaseColumns(), shape, block);
    const std::vector<Use> after = packedUses(shape, block);
    ASSERT_EQ(packed.size(), after.size());
    std::vector<int> seen(words.size());
    for (size_t i = 0; i < packed.size(); i++)
      if (packed[i]) {
        ASSERT_EQ(after[i], before[packed[i] - 1]) << "word " << i;
        seen[packed[i] - 1]++;
      }
    for (size_t i = 0; i < before.size(); i++)
      ASSERT_EQ(seen[i], before[i].channel < shape.channels) << "weight " << i; // not the padding of words
  }
}

TEST(PhaseColumns, putsTheParametersOfPositionsBesideTheirColumns) {
  std::mt19937 random(2);
  for (int round = 0; round < 200; round++) {
    const PhaseColumns shape = randomShape(random);
    const std::array<int64_t, 3> dst{pick(random, 3, 7), pick(random, 3, 7), pick(random, 3, 7)};
    std::vector<float> field(shape.channels * dst[0] * dst[1] * dst[2]);
    std::iota(field.begin(), field.end(), 1.0f);
    const int64_t block = pick(random, 1, 20), columns = roundUp(shape.columns(), block);
    const std::vector<float> packed = packPositionParameters(field, shape, dst, block);
    const auto loops = [&](int i) { return divideUp(dst[i], shape.side(i)); };
    ASSERT_EQ(std::ssize(packed), loops(0) * loops(1) * loops(2) * columns);
    for (int64_t x = 0; x < dst[0]; x++)
      for (int64_t y = 0; y < dst[1]; y++)
        for (int64_t z = 0; z < dst[2]; z++) {
          const std::array<int64_t, 3> own{x, y, z};
          int64_t position = 0, side = 0;
          for (int i = 0; i < 3; i++) {
            position = position * loops(i) + own[i] / shape.side(i);
            side = side * shape.side(i) + own[i] % shape.side(i);
          }
          for (int64_t co = 0; co < shape.channels; co++)
            ASSERT_EQ(packed[position * columns + side * shape.phaseColumns() + co],
                      field[((x * dst[1] + y) * dst[2] + z) * shape.channels + co]);
        }
  }
}

TEST(PhaseColumns, repeatsTheParametersOfChannelsForMergedPhases) {
  const PhaseAxis point = convAxis(1, 1, 1, 0), two = convTransposeAxis(2, 2, 0, 4);
  const PhaseColumns shape{{point, point, two}, {false, false, true}, 1, 3, 2};
  const std::vector<float> values{1, 2, 3};
  const auto repeated = testing::ElementsAre(1, 2, 3, 0, 1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  EXPECT_THAT(packPositionParameters(values, shape, {1, 1, 4}, 16), repeated);
  EXPECT_THAT(packPhaseParameters(values, shape, 16), repeated);
}

TEST(PhaseColumns, putsTheParametersOfPhasesBesideTheirColumns) {
  const PhaseAxis point = convAxis(1, 1, 1, 0), two = convTransposeAxis(2, 2, 0, 4);
  PhaseColumns shape{{two, point, two}, {false, false, true}, 1, 2, 2};
  const std::vector<float> values{1, 2, 3, 4, 5, 6, 7, 8}; // [x][z][co]
  EXPECT_THAT(packPhaseParameters(values, shape, 5), testing::ElementsAre(1, 2, 3, 4, 0, 5, 6, 7, 8, 0));
  shape.merged = {true, false, false};
  EXPECT_THAT(packPhaseParameters(values, shape, 4), testing::ElementsAre(1, 2, 5, 6, 3, 4, 7, 8));
}
