// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The strata of the conditions form a lattice (Korobov): condition c of shower k takes stratum k a^c mod m,
// with a near the golden section of m and without common divisor, so several conditions do not move together.
#include "runtime/sampling/Sampler.h"

#include "runtime/sampling/Counter.h"
#include "runtime/sampling/Normal.h"
#include "runtime/sampling/PortableMath.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>

namespace ganc {
namespace {

uint64_t goldenGenerator(uint64_t strata) {
  uint64_t generator = strata * 618 / 1000 + 1;
  while (std::gcd(generator, strata) != 1)
    generator++;
  return generator;
}

std::string unitOf(const Condition &condition) {
  return condition.unit.empty() ? "" : " " + condition.unit;
}

Error outside(const Condition &condition, const ConditionSetting &setting) {
  const std::string expected = condition.discrete
                                   ? fmt::format("one of {}", fmt::join(condition.values, ", "))
                                   : fmt::format("inside of {}:{}", condition.low, condition.high);
  const std::string is = setting.low == setting.high ? fmt::format("{}", setting.low)
                                                     : fmt::format("{}:{}", setting.low, setting.high);
  return Error{fmt::format("{} is {}{}, expected {}{}, the range of the description", condition.name, is,
                           unitOf(condition), expected, unitOf(condition))};
}

// The element of a piece before the input's rounding to float.
double element(const Piece &piece, const Description &description, int64_t index, double value,
               double uniform) {
  switch (piece.kind) {
  case Piece::Kind::Normal:
    return piece.scale * (piece.condition ? value : 1) * normalQuantile(uniform) + piece.offset;
  case Piece::Kind::Uniform:
    return piece.low + uniform * (piece.high - piece.low);
  case Piece::Kind::Condition: {
    const double converted = value * piece.unitFactor;
    return piece.scale * (piece.log10 ? portable::log10(converted) : converted) + piece.offset;
  }
  case Piece::Kind::OneHot: {
    const std::vector<double> &values = description.conditions[*piece.condition].values;
    return std::find(values.begin(), values.end(), value) - values.begin() == index;
  }
  case Piece::Kind::Constant:
    return piece.constants[index];
  }
  return 0;
}

} // namespace

Result<Done> Sampler::apply(const ConditionSetting &setting, const Condition &condition, Law &law) {
  const bool inside = condition.low <= setting.low && setting.high <= condition.high;
  if (!(setting.low <= setting.high) || (!condition.discrete && !inside))
    return outside(condition, setting);
  law.low = setting.low;
  law.high = setting.high;
  std::erase_if(law.values, [&](double v) { return v < setting.low || v > setting.high; });
  if (condition.discrete && law.values.empty())
    return outside(condition, setting);
  if (!condition.discrete)
    law.values.clear();
  return Done{};
}

Result<Sampler> Sampler::create(const Description &description, const SamplerOptions &options) {
  Sampler sampler(description, options);
  const uint64_t generator = goldenGenerator(sampler.strata);
  uint64_t stride = 1;
  for (size_t c = 0; c < description.conditions.size(); c++) {
    const Condition &condition = description.conditions[c];
    Law law{condition.low, condition.high, condition.logarithmic, condition.values, stride};
    stride = stride * generator % sampler.strata;
    if (c < options.settings.size() && options.settings[c])
      if (const Result<Done> applied = apply(*options.settings[c], condition, law); !applied)
        return applied.error();
    sampler.laws.push_back(std::move(law));
  }
  return sampler;
}

void Sampler::drawConditions(uint64_t shower, double *values) const {
  Draws draws(seed, shower, 0);
  for (size_t c = 0; c < laws.size(); c++) {
    const Law &law = laws[c];
    const uint64_t stratum = shower % strata * law.stride % strata;
    const double u = (double(stratum) + draws.uniform(uint32_t(c))) / strata;
    if (!law.values.empty())
      values[c] = law.values[std::min(size_t(u * double(law.values.size())), law.values.size() - 1)];
    else if (law.logarithmic)
      values[c] = law.low * portable::exp(u * portable::log(law.high / law.low));
    else
      values[c] = law.low + u * (law.high - law.low);
    values[c] = std::clamp(values[c], law.low, law.high);
  }
}

void Sampler::fillInput(int input, uint64_t shower, const double *conditions, float *elements) const {
  Draws draws(seed, shower, uint32_t(input) + 1);
  uint32_t place = 0;
  for (const Piece &piece : description.inputs[input].pieces) {
    const bool random = piece.kind == Piece::Kind::Normal || piece.kind == Piece::Kind::Uniform;
    const double value = piece.condition ? conditions[*piece.condition] : 0;
    for (int64_t i = 0; i < piece.elements; i++, place++)
      elements[place] = float(element(piece, description, i, value, random ? draws.uniform(place) : 0));
  }
}

void Sampler::sample(uint64_t first, int64_t count, SampledShowers &showers) const {
  const size_t conditionCount = laws.size();
  showers.conditions.resize(count * conditionCount);
  showers.inputs.resize(description.inputs.size());
  for (int64_t s = 0; s < count; s++)
    drawConditions(first + s, showers.conditions.data() + s * conditionCount);
  for (size_t input = 0; input < description.inputs.size(); input++) {
    const int64_t elements = description.inputs[input].elements();
    showers.inputs[input].resize(count * elements);
    for (int64_t s = 0; s < count; s++)
      fillInput(int(input), first + s, showers.conditions.data() + s * conditionCount,
                showers.inputs[input].data() + s * elements);
  }
}

} // namespace ganc
