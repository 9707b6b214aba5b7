// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/numerics/PlaneSchedule.h"

#include <gtest/gtest.h>

#include <random>

namespace ganc::numerics {
namespace {

PhaseAxis axisOf(int64_t stride, int64_t dilation, const std::vector<std::pair<int64_t, int64_t>> &phases) {
  PhaseAxis axis{stride, dilation, {}};
  for (const auto &[offset, taps] : phases)
    axis.phases.push_back({offset, std::vector<int64_t>(taps, 0)});
  return axis;
}

// Third and fourth convolution of the 3DGAN and the write behind them.
TEST(PlaneSchedule, KeepsFewPlanesOfThe3dgan) {
  const std::vector<PlaneStage> stages = {{axisOf(1, 1, {{-1, 2}, {0, 2}}), 13, 26},
                                          {axisOf(1, 1, {{0, 2}}), 26, 25},
                                          {axisOf(1, 1, {{0, 1}}), 25, 25}};
  const PlaneSchedule schedule = schedulePlanes(stages);
  EXPECT_EQ(schedule.ring, (std::vector<int64_t>{3, 1}));
  EXPECT_EQ(schedule.calls.size(), 13U + 25U + 25U);
}

/// Runs the calls on rings that hold plane numbers; false when a kernel finds another plane than it reads.
bool readsWhatItNeeds(const std::vector<PlaneStage> &stages, const PlaneSchedule &schedule) {
  std::vector<std::vector<int64_t>> rings;
  for (const int64_t ring : schedule.ring)
    rings.emplace_back(ring, -1);
  for (const PlaneCall &call : schedule.calls)
    for (int64_t plane = call.begin; plane < call.end; plane++) {
      const PlaneStage &stage = stages[call.stage];
      const int64_t phases = stage.x.phases.size();
      const Phase &phase = stage.x.phases[plane % phases];
      for (size_t tap = 0; tap < phase.kernelTaps.size() && call.stage > 0; tap++) {
        const int64_t x = stage.x.stride * (plane / phases) + phase.offset + stage.x.dilation * int64_t(tap);
        const std::vector<int64_t> &ring = rings[call.stage - 1];
        if (x >= 0 && x < stage.source && ring[x % ring.size()] != x)
          return false;
      }
      if (call.stage < int64_t(rings.size()))
        rings[call.stage][plane % rings[call.stage].size()] = plane;
    }
  return true;
}

std::vector<PlaneStage> randomStages(std::mt19937 &random) {
  std::vector<PlaneStage> stages;
  int64_t source = 1 + random() % 12;
  for (int64_t count = 2 + random() % 3; count > 0; count--) {
    std::vector<std::pair<int64_t, int64_t>> phases;
    for (int64_t p = 1 + random() % 3; p > 0; p--)
      phases.emplace_back(int64_t(random() % 5) - 2, random() % 4);
    const int64_t result = 1 + random() % 12;
    stages.push_back({axisOf(1 + random() % 2, 1 + random() % 2, phases), source, result});
    source = result;
  }
  return stages;
}

TEST(PlaneSchedule, HasEveryPlaneWhenItIsRead) {
  std::mt19937 random(3);
  for (int round = 0; round < 2000; round++) {
    const std::vector<PlaneStage> stages = randomStages(random);
    const PlaneSchedule schedule = schedulePlanes(stages);
    ASSERT_TRUE(readsWhatItNeeds(stages, schedule)) << "round " << round;
    int64_t last = 0;
    for (const PlaneCall &call : schedule.calls)
      last += call.stage + 1 == int64_t(stages.size()) ? call.end - call.begin : 0;
    ASSERT_EQ(last, stages.back().result);
  }
}

TEST(PlaneSchedule, WithSmallerRingsWouldNot) {
  const std::vector<PlaneStage> stages = {{axisOf(1, 1, {{0, 1}}), 6, 6}, {axisOf(1, 1, {{0, 3}}), 6, 4}};
  PlaneSchedule schedule = schedulePlanes(stages);
  EXPECT_EQ(schedule.ring, std::vector<int64_t>{3});
  schedule.ring = {2};
  EXPECT_FALSE(readsWhatItNeeds(stages, schedule));
}

} // namespace
} // namespace ganc::numerics
