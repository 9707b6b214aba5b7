// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/numerics/PlaneSchedule.h"

#include <algorithm>

namespace ganc::numerics {

namespace {
/// Planes of the source from `begin` to `end` - 1.
struct Span {
  int64_t begin, end;
};

/// What result planes from `begin` to `end` - 1 read; empty spans lie at the source's end.
Span planesRead(const PlaneStage &stage, int64_t begin, int64_t end) {
  Span span{stage.source, 0};
  const int64_t phases = stage.x.phases.size();
  for (int64_t plane = begin; plane < end; plane++) {
    const Phase &phase = stage.x.phases[plane % phases];
    const int64_t first = stage.x.stride * (plane / phases) + phase.offset;
    const int64_t taps = phase.kernelTaps.size();
    for (int64_t tap = 0; tap < taps; tap++) {
      const int64_t source = first + stage.x.dilation * tap;
      if (source < 0 || source >= stage.source)
        continue;
      span.begin = std::min(span.begin, source);
      span.end = std::max(span.end, source + 1);
    }
  }
  return span;
}

class Scheduler {
public:
  explicit Scheduler(std::span<const PlaneStage> stages) : stages(stages), computed(stages.size(), 0) {
    schedule.ring.assign(stages.size() - 1, 1);
  }

  PlaneSchedule run() {
    computeUntil(stages.size() - 1, stages.back().result);
    return std::move(schedule);
  }

private:
  void computeUntil(int64_t stage, int64_t end) {
    while (computed[stage] < end) {
      const int64_t begin = computed[stage], phases = stages[stage].x.phases.size();
      const int64_t stop = std::min(begin + phases, stages[stage].result);
      if (stage > 0)
        computeUntil(stage - 1, planesRead(stages[stage], begin, stop).end);
      schedule.calls.push_back({stage, begin, stop});
      computed[stage] = stop;
      if (stage + 1 < static_cast<int64_t>(stages.size()))
        keep(stage);
    }
  }

  /// The ring of a stage holds all planes up to the newest that the next stage has yet to read.
  void keep(int64_t stage) {
    const PlaneStage &reader = stages[stage + 1];
    const int64_t oldest = planesRead(reader, computed[stage + 1], reader.result).begin;
    schedule.ring[stage] = std::max(schedule.ring[stage], computed[stage] - oldest);
  }

  std::span<const PlaneStage> stages;
  std::vector<int64_t> computed;
  PlaneSchedule schedule;
};
} // namespace

PlaneSchedule schedulePlanes(std::span<const PlaneStage> stages) {
  return Scheduler(stages).run();
}

} // namespace ganc::numerics
