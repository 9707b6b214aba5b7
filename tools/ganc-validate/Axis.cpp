// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-validate/Axis.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace ganc {
namespace {

double niceStep(double range, int wanted) {
  double rough = range / wanted, power = std::pow(10, std::floor(std::log10(rough)));
  double digit = rough / power;
  return power * (digit < 1.5 ? 1 : digit < 3.5 ? 2 : digit < 7.5 ? 5 : 10);
}

} // namespace

Axis Axis::linear(double low, double high, double from, double to) {
  double widest = std::max({std::abs(low), std::abs(high), 1e-30});
  return {low, high - low > 1e-9 * widest ? high : low + widest, from, to, false};
}

Axis Axis::logarithmic(double low, double high, double from, double to) {
  return {std::log10(low), std::log10(high), from, to, true};
}

double Axis::at(double value) const {
  double position = !powers ? value : value > 0 ? std::log10(value) : low;
  return from + (to - from) * std::clamp((position - low) / (high - low), 0.0, 1.0);
}

std::vector<Tick> Axis::ticks(int wanted) const {
  double step = niceStep(high - low, wanted);
  if (powers)
    step = std::max(1.0, std::round(step));
  std::vector<Tick> ticks;
  for (double k = std::ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; ++k) {
    double value = k * step;
    if (std::abs(value) < 1e-9 * step)
      value = 0;
    if (powers)
      ticks.push_back(
          {std::pow(10, value), fmt::format("10<tspan dy='-4' font-size='8'>{:g}</tspan>", value)});
    else
      ticks.push_back({value, fmt::format("{:g}", value)});
  }
  return ticks;
}

} // namespace ganc
