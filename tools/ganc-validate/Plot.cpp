// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-validate/Plot.h"
#include "tools/ganc-validate/Axis.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace ganc {
namespace {

constexpr double width = 460, left = 62, right = 450, top = 10, middle = 212, ratioTop = 226, bottom = 296,
                 height = 336;
constexpr const char *colorA = "#6b7280", *fillA = "#d1d5db", *colorB = "#1d4ed8", *colorGrid = "#e5e7eb";

/// The points of a curve on the drawing's x axis: the middle of each entry and half its width.
struct Entry {
  double begin, middle, end;
};

std::vector<Entry> entriesOf(const Curve &curve, const Axis &x) {
  std::vector<Entry> entries;
  const std::vector<double> &p = curve.position;
  for (std::size_t k = 0; k < curve.a.size(); ++k) {
    double begin = curve.bars || p.size() < 2 ? p[k] : k ? (p[k - 1] + p[k]) / 2 : p[0] - (p[1] - p[0]) / 2;
    double end = k + 1 < p.size() ? (curve.bars ? p[k + 1] : (p[k] + p[k + 1]) / 2) : 2 * p[k] - begin;
    double center = curve.bars ? (begin + end) / 2 : p[k];
    entries.push_back({x.at(begin), x.at(center), x.at(end)});
  }
  return entries;
}

Axis axisOfX(const Curve &curve) {
  const std::vector<double> &p = curve.position;
  double margin = curve.bars ? 0 : p.size() > 1 ? (p[1] - p[0]) / 2 : std::max(1.0, std::abs(p[0]) / 2);
  double last = p.size() > 1 && !curve.bars ? (p[p.size() - 1] - p[p.size() - 2]) / 2 : margin;
  return Axis::linear(p.front() - margin, p.back() + (curve.bars ? 0 : last), left, right);
}

Axis axisOfY(const Curve &curve) {
  double high = 0, low = HUGE_VAL;
  for (auto [values, errors] : {std::pair(&curve.a, &curve.aError), {&curve.b, &curve.bError}})
    for (std::size_t k = 0; k < values->size(); ++k) {
      high = std::max(high, (*values)[k] + (*errors)[k]);
      low = (*values)[k] > 0 ? std::min(low, (*values)[k]) : low;
    }
  if (!(low < HUGE_VAL))
    return Axis::linear(0, 1, middle, top);
  if (!curve.bars && low < high / 100)
    return Axis::logarithmic(std::max(low, high * 1e-6) / 2, high * 2, middle, top);
  // A response is never near zero: begin where its points are.
  bool narrow = !curve.bars && low > 0.3 * high;
  return Axis::linear(narrow ? low - 0.3 * (high - low) - 0.02 * low : 0, high * (narrow ? 1.03 : 1.15),
                      middle, top);
}

double relative(double error, double value) {
  return value > 0 ? error / value : 0;
}

double ratioError(const Curve &curve, std::size_t k) {
  return curve.b[k] / curve.a[k] * relative(curve.bError[k], curve.b[k]);
}

/// Wide enough for every ratio that is known to better than 30 %, between 2 % and 100 %.
double ratioRange(const Curve &curve) {
  double range = 0.02;
  for (std::size_t k = 0; k < curve.a.size(); ++k)
    if (curve.a[k] > 0 && relative(curve.aError[k], curve.a[k]) + ratioError(curve, k) < 0.3)
      range = std::max(range, 1.2 * (std::abs(curve.b[k] / curve.a[k] - 1) + ratioError(curve, k)));
  return std::min(range, 1.0);
}

std::string line(double x1, double y1, double x2, double y2, const char *color, double stroke = 1) {
  return fmt::format(
      "<line x1='{:.1f}' y1='{:.1f}' x2='{:.1f}' y2='{:.1f}' stroke='{}' stroke-width='{:g}'/>\n", x1, y1, x2,
      y2, color, stroke);
}

std::string rectangle(double x1, double y1, double x2, double y2, const char *fill, double opacity) {
  return fmt::format(
      "<rect x='{:.1f}' y='{:.1f}' width='{:.1f}' height='{:.1f}' fill='{}' fill-opacity='{:g}'/>\n", x1,
      std::min(y1, y2), std::max(0.0, x2 - x1), std::abs(y2 - y1), fill, opacity);
}

std::string label(double x, double y, const std::string &text, const char *anchor, const char *extra = "") {
  return fmt::format("<text x='{:.1f}' y='{:.1f}' text-anchor='{}' {}>{}</text>\n", x, y, anchor, extra,
                     text);
}

std::string upright(double y, const std::string &text) {
  return label(14, y, text, "middle",
               fmt::format("font-size='12' transform='rotate(-90 14 {:.1f})'", y).c_str());
}

std::string steps(const std::vector<Entry> &entries, const std::vector<double> &values, const Axis &y,
                  const char *color) {
  std::string path;
  for (std::size_t k = 0; k < entries.size(); ++k)
    path += fmt::format("{}{:.1f} {:.1f}H{:.1f}", k ? "L" : "M", entries[k].begin, y.at(values[k]),
                        entries[k].end);
  return fmt::format("<path d='{}' fill='none' stroke='{}' stroke-width='1.4'/>\n", path, color);
}

std::string bar(const Entry &entry, double value, double error, const Axis &y) {
  return line(entry.middle, y.at(value - error), entry.middle, y.at(value + error), colorB) +
         fmt::format("<circle cx='{:.1f}' cy='{:.1f}' r='2' fill='{}'/>\n", entry.middle, y.at(value),
                     colorB);
}

std::string curves(const Curve &curve, const std::vector<Entry> &entries, const Axis &y) {
  std::string svg;
  for (std::size_t k = 0; k < entries.size(); ++k) {
    if (curve.bars)
      svg += rectangle(entries[k].begin, y.at(0), entries[k].end, y.at(curve.a[k]), fillA, 0.45);
    svg += rectangle(entries[k].begin, y.at(curve.a[k] - curve.aError[k]), entries[k].end,
                     y.at(curve.a[k] + curve.aError[k]), colorA, 0.45);
  }
  svg += steps(entries, curve.a, y, colorA) + (curve.bars ? steps(entries, curve.b, y, colorB) : "");
  for (std::size_t k = 0; k < entries.size(); ++k)
    svg += bar(entries[k], curve.b[k], curve.bError[k], y);
  return svg;
}

std::string ratios(const Curve &curve, const std::vector<Entry> &entries, const Axis &y, double range) {
  std::string svg = line(left, y.at(1), right, y.at(1), colorA);
  for (std::size_t k = 0; k < entries.size(); ++k) {
    if (!(curve.a[k] > 0))
      continue;
    double band = relative(curve.aError[k], curve.a[k]), ratio = curve.b[k] / curve.a[k];
    svg += rectangle(entries[k].begin, y.at(1 - band), entries[k].end, y.at(1 + band), colorA, 0.3);
    if (std::abs(ratio - 1) <= range)
      svg += bar(entries[k], ratio, ratioError(curve, k), y);
  }
  return svg;
}

std::string grid(const Axis &x, const Axis &y, const Axis &ratio) {
  std::string svg;
  for (const Tick &tick : x.ticks(7))
    svg += line(x.at(tick.value), top, x.at(tick.value), middle, colorGrid) +
           line(x.at(tick.value), ratioTop, x.at(tick.value), bottom, colorGrid) +
           label(x.at(tick.value), bottom + 15, tick.label, "middle");
  for (const Tick &tick : y.ticks(5))
    svg += line(left, y.at(tick.value), right, y.at(tick.value), colorGrid) +
           label(left - 6, y.at(tick.value) + 4, tick.label, "end");
  for (const Tick &tick : ratio.ticks(3))
    svg += line(left, ratio.at(tick.value), right, ratio.at(tick.value), colorGrid) +
           label(left - 6, ratio.at(tick.value) + 4, tick.label, "end");
  return svg;
}

std::string frame(double from, double to) {
  return fmt::format("<rect x='{}' y='{}' width='{}' height='{}' fill='none' stroke='#374151'/>\n", left,
                     from, right - left, to - from);
}

std::string legend() {
  constexpr double x = right - 66, y = top + 16;
  return fmt::format("<rect x='{}' y='{}' width='60' height='18' fill='white' fill-opacity='0.85'/>", x - 4,
                     y - 12) +
         line(x, y - 4, x + 14, y - 4, colorA, 4) + label(x + 18, y, "A", "start") +
         line(x + 32, y - 4, x + 46, y - 4, colorB, 2) + label(x + 50, y, "B", "start");
}

} // namespace

std::string plotSvg(const Curve &curve) {
  Axis x = axisOfX(curve), y = axisOfY(curve);
  double range = ratioRange(curve);
  Axis ratio = Axis::linear(1 - range, 1 + range, bottom, ratioTop);
  std::vector<Entry> entries = entriesOf(curve, x);
  std::string svg =
      fmt::format("<svg viewBox='0 0 {} {}' role='img' font-size='11' fill='#111827'>\n", width, height);
  svg += grid(x, y, ratio) + curves(curve, entries, y) + ratios(curve, entries, ratio, range);
  svg += frame(top, middle) + frame(ratioTop, bottom) + legend();
  svg += label((left + right) / 2, height - 6, curve.axis, "middle", "font-size='12'");
  svg += upright((top + middle) / 2, curve.valueAxis) + upright((ratioTop + bottom) / 2, "B / A");
  return svg + "</svg>\n";
}

} // namespace ganc
