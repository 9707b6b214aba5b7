// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/numerics/PhaseColumns.h"

#include <algorithm>
#include <numeric>

namespace ganc::numerics {

using Place = std::array<int64_t, 3>;

/// Calls visit(Place) for every place below `extents`, the last axis fastest.
template <typename Visit> static void forEachPlace(const Place &extents, Visit visit) {
  for (int64_t x = 0; x < extents[0]; x++)
    for (int64_t y = 0; y < extents[1]; y++)
      for (int64_t z = 0; z < extents[2]; z++)
        visit(Place{x, y, z});
}

static int64_t tapCount(const Phase &phase) {
  return phase.kernelTaps.size();
}

bool canMerge(const PhaseAxis &axis) {
  return axis.split == 0 && std::ranges::all_of(axis.phases, [&](const Phase &phase) {
           return (phase.offset - axis.phases.front().offset) % axis.dilation == 0;
         });
}

/// One phase with the taps of all; its tap m is number m on their grid.
static PhaseAxis merge(const PhaseAxis &axis) {
  int64_t first = INT64_MAX, end = INT64_MIN;
  for (const Phase &phase : axis.phases)
    if (!phase.kernelTaps.empty()) {
      first = std::min(first, phase.offset);
      end = std::max(end, phase.offset + tapCount(phase) * axis.dilation);
    }
  if (first >= end)
    return {axis.stride, axis.dilation, {{0, {}}}};
  Phase all{first, std::vector<int64_t>((end - first) / axis.dilation)};
  std::iota(all.kernelTaps.begin(), all.kernelTaps.end(), 0);
  return {axis.stride, axis.dilation, {all}};
}

PhaseAxis PhaseColumns::loopAxis(int i) const {
  return merged[i] ? merge(axes[i]) : axes[i];
}

int64_t PhaseColumns::loopPositions(int i, int64_t extent, int64_t phase) const {
  const int64_t all = divideUp(extent, side(i)), phases = merged[i] ? 1 : axes[i].phases.size();
  return divideUp(std::max<int64_t>(0, all - phase), phases);
}

/// Finds the phase and channel of columns.
class ColumnMap {
public:
  explicit ColumnMap(const PhaseColumns &shape)
      : shape(shape), loops{shape.loopAxis(0), shape.loopAxis(1), shape.loopAxis(2)} {}

  int64_t channel(int64_t column) const { return column % shape.phaseColumns(); }

  bool isThere(int64_t column) const { return column < shape.columns() && channel(column) < shape.channels; }

  /// The phases that `column` belongs to in phases `loop` of the loop axes.
  Place phases(int64_t column, const Place &loop) const {
    Place result = loop;
    int64_t side = column / shape.phaseColumns();
    for (int i = 2; i >= 0; side /= shape.side(i), i--)
      if (shape.merged[i])
        result[i] = side % shape.side(i);
    return result;
  }

  /// The phase's own tap at tap `tap` of the loop axis, if it has one there.
  std::optional<int64_t> tap(int i, int64_t phase, int64_t tap) const {
    if (!shape.merged[i])
      return tap;
    const Phase &own = shape.axes[i].phases[phase];
    const int64_t number = (loops[i].phases[0].offset - own.offset) / shape.axes[i].dilation + tap;
    return number >= 0 && number < tapCount(own) ? std::optional(number) : std::nullopt;
  }

  const PhaseColumns &shape;
  const std::array<PhaseAxis, 3> loops;
};

namespace {

/// Reads words [px][py][pz][tx][ty][g][tz][co].
class PhaseWords {
public:
  PhaseWords(const std::vector<uint32_t> &words, int64_t rowChannels, const PhaseColumns &shape)
      : words(words), rowChannels(rowChannels), shape(shape) {
    forEachPlace(phaseCounts(shape.axes), [&](const Place &phase) {
      begins.push_back(begins.back() +
                       taps(0, phase) * taps(1, phase) * taps(2, phase) * shape.inputGroups * rowChannels);
    });
  }

  static Place phaseCounts(const std::array<PhaseAxis, 3> &axes) {
    return {static_cast<int64_t>(axes[0].phases.size()), static_cast<int64_t>(axes[1].phases.size()),
            static_cast<int64_t>(axes[2].phases.size())};
  }

  uint32_t at(const Place &phase, const Place &tap, int64_t group, int64_t channel) const {
    const Place counts = phaseCounts(shape.axes);
    const int64_t number = (phase[0] * counts[1] + phase[1]) * counts[2] + phase[2];
    const int64_t row = ((tap[0] * taps(1, phase) + tap[1]) * shape.inputGroups + group) * taps(2, phase);
    return words[begins[number] + (row + tap[2]) * rowChannels + channel];
  }

private:
  int64_t taps(int i, const Place &phase) const { return tapCount(shape.axes[i].phases[phase[i]]); }

  const std::vector<uint32_t> &words;
  const int64_t rowChannels;
  const PhaseColumns &shape;
  std::vector<int64_t> begins{0}; // of each phase
};

} // namespace

int64_t packedWords(const PhaseColumns &shape, int64_t block) {
  int64_t words = roundUp(shape.columns(), block) * shape.inputGroups;
  for (int i = 0; i < 3; i++) {
    int64_t taps = 0;
    for (const Phase &phase : shape.loopAxis(i).phases)
      taps += tapCount(phase);
    words *= taps;
  }
  return words;
}

/// What a column is, which takes divisions to find.
struct FoundColumn {
  bool isThere;
  Place phase;
  int64_t channel;
};

static std::vector<FoundColumn> findColumns(const ColumnMap &map, int64_t count, const Place &loop) {
  std::vector<FoundColumn> columns;
  for (int64_t column = 0; column < count; column++)
    columns.push_back({map.isThere(column), map.phases(column, loop), map.channel(column)});
  return columns;
}

static uint32_t wordOf(const PhaseWords &words, const ColumnMap &map, const FoundColumn &column,
                       const Place &tap, int64_t group) {
  if (!column.isThere)
    return 0;
  Place own;
  for (int i = 0; i < 3; i++) {
    const auto number = map.tap(i, column.phase[i], tap[i]);
    if (!number)
      return 0;
    own[i] = *number;
  }
  return words.at(column.phase, own, group, column.channel);
}

std::vector<uint32_t> packColumns(const std::vector<uint32_t> &words, int64_t rowChannels,
                                  const PhaseColumns &shape, int64_t block) {
  const PhaseWords source(words, rowChannels, shape);
  const ColumnMap map(shape);
  std::vector<uint32_t> packed;
  packed.reserve(packedWords(shape, block));
  forEachPlace(PhaseWords::phaseCounts(map.loops), [&](const Place &loop) {
    const auto columns = findColumns(map, roundUp(shape.columns(), block), loop);
    const auto taps = [&](int i) { return tapCount(map.loops[i].phases[loop[i]]); };
    for (int64_t first = 0; first < shape.columns(); first += block)
      for (int64_t tx = 0; tx < taps(0); tx++)
        for (int64_t ty = 0; ty < taps(1); ty++)
          for (int64_t group = 0; group < shape.inputGroups; group++)
            for (int64_t tz = 0; tz < taps(2); tz++)
              for (int64_t column = first; column < first + block; column++)
                packed.push_back(wordOf(source, map, columns[column], {tx, ty, tz}, group));
  });
  return packed;
}

std::vector<float> packPhaseParameters(std::span<const float> values, const PhaseColumns &shape,
                                       int64_t block) {
  const ColumnMap map(shape);
  const bool isShared = std::ssize(values) == shape.channels;
  const Place counts = PhaseWords::phaseCounts(shape.axes);
  std::vector<float> packed;
  forEachPlace(isShared ? Place{1, 1, 1} : PhaseWords::phaseCounts(map.loops), [&](const Place &loop) {
    for (int64_t column = 0; column < roundUp(shape.columns(), block); column++) {
      const Place phase = map.phases(column, loop);
      const int64_t number = isShared ? 0 : (phase[0] * counts[1] + phase[1]) * counts[2] + phase[2];
      packed.push_back(map.isThere(column) ? values[number * shape.channels + map.channel(column)] : 0.0f);
    }
  });
  return packed;
}

/// The float of `column` at a position of the loop axes.
static float parameterOf(std::span<const float> values, const ColumnMap &map, const Place &dst,
                         int64_t column, const Place &position) {
  const int64_t channels = map.shape.channels, channel = map.channel(column);
  if (!map.isThere(column))
    return 0.0f;
  if (std::ssize(values) == channels)
    return values[channel];
  const Place side = map.phases(column, {0, 0, 0});
  Place own;
  for (int i = 0; i < 3; i++) {
    own[i] = position[i] * map.shape.side(i) + side[i];
    if (own[i] >= dst[i])
      return 0.0f;
  }
  return values[((own[0] * dst[1] + own[1]) * dst[2] + own[2]) * channels + channel];
}

std::vector<float> packPositionParameters(std::span<const float> values, const PhaseColumns &shape,
                                          const Place &dst, int64_t block) {
  const ColumnMap map(shape);
  const bool isField = std::ssize(values) != shape.channels;
  Place extents{1, 1, 1};
  for (int i = 0; i < 3 && isField; i++)
    extents[i] = divideUp(dst[i], shape.side(i));
  std::vector<float> packed;
  forEachPlace(extents, [&](const Place &position) {
    for (int64_t column = 0; column < roundUp(shape.columns(), block); column++)
      packed.push_back(parameterOf(values, map, dst, column, position));
  });
  return packed;
}

} // namespace ganc::numerics
