// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From values to a coordinate of the drawing, clamped to its ends, and where the ticks are: multiples of
// 1, 2 or 5 times a power of ten, or powers of ten.

#ifndef GANC_TOOLS_GANC_VALIDATE_AXIS_H
#define GANC_TOOLS_GANC_VALIDATE_AXIS_H

#include <string>
#include <vector>

namespace ganc {

struct Tick {
  double value;
  std::string label;
};

class Axis {
public:
  /// low is drawn at `from`, high at `to`.
  static Axis linear(double low, double high, double from, double to);
  /// 0 < low < high.
  static Axis logarithmic(double low, double high, double from, double to);

  double at(double value) const;
  /// About `wanted` ticks.
  std::vector<Tick> ticks(int wanted) const;

private:
  Axis(double low, double high, double from, double to, bool powers)
      : low(low), high(high), from(from), to(to), powers(powers) {}
  double low, high, from, to; // low and high are exponents of ten when `powers`
  bool powers;
};

} // namespace ganc

#endif
