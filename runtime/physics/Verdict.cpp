// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/physics/Verdict.h"
#include "runtime/physics/Significance.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace ganc {
namespace {

const Figure *named(const std::vector<Figure> &figures, const std::string &name) {
  auto found = std::ranges::find(figures, name, &Figure::name);
  return found == figures.end() ? nullptr : &*found;
}

/// Figures of this name that have a probability, one of each pair.
std::vector<const Figure *> ofPairs(const Floor &floor, const std::string &name) {
  std::vector<const Figure *> found;
  for (const std::vector<Figure> &pair : floor.pairs)
    if (const Figure *figure = named(pair, name); figure && figure->probability)
      found.push_back(figure);
  return found;
}

double floorProbability(const Figure &figure, const std::vector<const Figure *> &pairs, std::size_t samples) {
  double excess = sigmas(*figure.probability);
  for (const Figure *pair : pairs)
    excess -= sigmas(*pair->probability) / double(pairs.size());
  return excess <= 0 ? 1 : normalTail(excess / std::sqrt(1 + 1 / double(samples / 2)));
}

void describeFloor(const Figure &figure, const std::vector<const Figure *> &pairs, Judgement &judgement) {
  double n = double(pairs.size()), mean = 0, squares = 0;
  for (const Figure *pair : pairs)
    mean += pair->value / n;
  for (const Figure *pair : pairs)
    squares += (pair->value - mean) * (pair->value - mean);
  judgement.floor = {mean, pairs.size() > 1 ? std::sqrt(squares / (n - 1)) : pairs[0]->error};
  if (pairs.size() > 1)
    judgement.farther =
        double(std::ranges::count_if(pairs, [&](const Figure *f) { return f->value >= figure.value; })) / n;
}

/// Fills in Holm's probabilities and the verdicts that follow from them.
void adjust(std::vector<Judgement> &judgements, const std::vector<std::optional<double>> &probabilities) {
  std::vector<double> known;
  for (const auto &probability : probabilities)
    if (probability)
      known.push_back(*probability);
  std::vector<double> adjusted = holmAdjusted(known);
  auto next = adjusted.begin();
  for (std::size_t k = 0; k < judgements.size(); ++k) {
    if (!probabilities[k])
      continue;
    judgements[k].adjusted = *next++;
    judgements[k].verdict = *judgements[k].adjusted < familyWiseLevel ? Verdict::outside : Verdict::within;
  }
}

std::vector<Judgement> withSigmas(const std::vector<Figure> &figures) {
  std::vector<Judgement> judgements(figures.size());
  for (std::size_t k = 0; k < figures.size(); ++k) {
    judgements[k].text = "not judged";
    if (figures[k].probability)
      judgements[k].sigmas = sigmas(*figures[k].probability);
  }
  return judgements;
}

std::string errorsText(const Judgement &judgement) {
  return judgement.verdict == Verdict::within ? "within errors"
                                              : fmt::format("outside: {:.1f} sigma", *judgement.sigmas);
}

std::string floorText(const Figure &figure, const Judgement &judgement) {
  if (!judgement.floor)
    return errorsText(judgement);
  if (judgement.verdict == Verdict::within)
    return "within the floor" +
           (judgement.farther ? fmt::format(", {:.0f} % of its pairs differ more", *judgement.farther * 100)
                              : "");
  std::string ratio = judgement.floor->value > 0 // Frechet's may be negative
                          ? fmt::format("{:.1f} x floor, ", figure.value / judgement.floor->value)
                          : "";
  return fmt::format("outside: {}{:.1f} sigma", ratio, *judgement.sigmas);
}

} // namespace

std::vector<Judgement> judgeByErrors(const std::vector<Figure> &figures) {
  std::vector<Judgement> judgements = withSigmas(figures);
  std::vector<std::optional<double>> probabilities;
  for (const Figure &figure : figures)
    probabilities.push_back(figure.probability);
  adjust(judgements, probabilities);
  for (Judgement &judgement : judgements)
    if (judgement.verdict != Verdict::unjudged)
      judgement.text = errorsText(judgement);
  return judgements;
}

std::vector<Judgement> judgeByFloor(const std::vector<Figure> &figures, const Floor &floor) {
  std::vector<Judgement> judgements = withSigmas(figures);
  std::vector<std::optional<double>> probabilities(figures.size());
  for (std::size_t k = 0; k < figures.size(); ++k) {
    probabilities[k] = figures[k].probability;
    std::vector<const Figure *> pairs = ofPairs(floor, figures[k].name);
    if (pairs.empty() || !probabilities[k])
      continue;
    describeFloor(figures[k], pairs, judgements[k]);
    probabilities[k] = std::max(*probabilities[k], floorProbability(figures[k], pairs, floor.samples));
  }
  adjust(judgements, probabilities);
  for (std::size_t k = 0; k < figures.size(); ++k)
    if (judgements[k].verdict != Verdict::unjudged)
      judgements[k].text = floorText(figures[k], judgements[k]);
  return judgements;
}

std::vector<Judgement> judgeByBudget(const std::vector<Figure> &figures, const Budget &budget) {
  std::vector<Judgement> judgements = withSigmas(figures);
  for (std::size_t k = 0; k < figures.size(); ++k) {
    auto entry = budget.find(figures[k].name);
    if (entry == budget.end() && !named(figures, figures[k].family))
      entry = budget.find(figures[k].family);
    if (entry == budget.end())
      continue;
    bool within = figures[k].value <= entry->second; // not so for a NaN
    judgements[k].budget = entry->second;
    judgements[k].verdict = within ? Verdict::within : Verdict::outside;
    judgements[k].text = fmt::format("{} the budget {:g}", within ? "within" : "over", entry->second);
  }
  return judgements;
}

std::vector<std::string> budgetKeys(const std::vector<Figure> &figures) {
  std::vector<std::string> keys;
  for (const Figure &figure : figures)
    keys.push_back(figure.name);
  for (const Figure &figure : figures)
    if (std::ranges::find(keys, figure.family) == keys.end())
      keys.push_back(figure.family);
  return keys;
}

std::vector<std::string> unknownKeys(const std::vector<Figure> &figures, const Budget &budget) {
  std::vector<std::string> known = budgetKeys(figures), unknown;
  for (const auto &[key, limit] : budget)
    if (std::ranges::find(known, key) == known.end())
      unknown.push_back(key);
  return unknown;
}

} // namespace ganc
