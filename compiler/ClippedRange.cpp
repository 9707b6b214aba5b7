// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/ClippedRange.h"

#include "llvm/ADT/STLExtras.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace ganc {
namespace {

constexpr int kLevels = numerics::kLargestU8 + 1;
constexpr int kStepsOfOctave = 8, kOctaves = 8;

double stepOf(numerics::Range range) {
  return (range.max - range.min) / numerics::kLargestU8;
}

/// What lands on one level.
struct Level {
  double count = 0, width = 0;

  void add(const HistogramBin &bin) {
    count += bin.count;
    width += bin.width;
  }
};

/// Of a value inside.
int levelOf(double value, numerics::Range range) {
  return static_cast<int>(std::lround((value - range.min) / stepOf(range)));
}

} // namespace

std::vector<HistogramBin> linearBins(Histogram histogram, numerics::Range extremes) {
  const double width = (extremes.max - extremes.min) / kLinearBins;
  std::vector<double> counts(kLinearBins, 0.0);
  const auto binOf = [&](double value) {
    return std::clamp(static_cast<int>((value - extremes.min) / width), 0, kLinearBins - 1);
  };
  for (const HistogramBin &bin : histogram) {
    const int first = binOf(bin.value - bin.width / 2), last = binOf(bin.value + bin.width / 2);
    for (int i = first; i <= last; i++)
      counts[i] += bin.count / (last - first + 1);
  }
  std::vector<HistogramBin> filled;
  for (int i = 0; i < kLinearBins; i++)
    if (counts[i] > 0)
      filled.push_back({extremes.min + (i + 0.5) * width, width, counts[i]});
  return filled;
}

double squaredError(Histogram histogram, numerics::Range range) {
  const double ofStep = stepOf(range) * stepOf(range) / 12;
  double sum = 0;
  for (const auto &[value, width, count] : histogram) {
    const double outside = value - std::clamp(value, range.min, range.max);
    sum += count * (outside != 0 ? outside * outside : std::min(value * value, ofStep));
  }
  return sum;
}

double divergence(Histogram histogram, numerics::Range range) {
  const auto inside = llvm::make_filter_range(
      histogram, [&](const HistogramBin &bin) { return bin.value >= range.min && bin.value <= range.max; });
  if (inside.begin() == inside.end())
    return std::numeric_limits<double>::infinity();
  std::array<Level, kLevels> levels{};
  for (const HistogramBin &bin : inside)
    levels[levelOf(bin.value, range)].add(bin);
  // p has what is outside in the outermost levels, q does not know of it.
  std::array<double, kLevels> outside{};
  const auto isFilled = [](const Level &level) { return level.count > 0; };
  const size_t first = llvm::find_if(levels, isFilled) - levels.begin();
  const size_t last = levels.rend() - std::find_if(levels.rbegin(), levels.rend(), isFilled) - 1;
  double total = 0, sum = 0;
  for (const HistogramBin &bin : histogram) {
    total += bin.count;
    if (bin.value < range.min || bin.value > range.max)
      outside[bin.value < range.min ? first : last] += bin.count;
  }
  for (const HistogramBin &bin : inside) {
    const int i = levelOf(bin.value, range);
    const double p = bin.count * (1 + outside[i] / levels[i].count);
    sum += p / total * std::log(p / (levels[i].count * bin.width / levels[i].width));
  }
  return sum;
}

numerics::Range clippedRange(Histogram histogram, numerics::Range extremes, const RangeLoss &loss) {
  const double most = std::max(-extremes.min, extremes.max);
  if (most == 0)
    return extremes;
  numerics::Range best = extremes;
  double least = loss(histogram, extremes);
  for (int step = 1; step < kStepsOfOctave * kOctaves; step++) {
    const double t = most * std::exp2(-static_cast<double>(step) / kStepsOfOctave);
    const numerics::Range range{std::max(extremes.min, -t), std::min(extremes.max, t)};
    const double lost = loss(histogram, range);
    if (lost < least)
      least = lost, best = range;
  }
  return best;
}

} // namespace ganc
