// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-validate/Validation.h"
#include "runtime/physics/CompareClassifier.h"
#include "runtime/physics/Comparison.h"
#include "runtime/physics/Duplicates.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace ganc {
namespace {

SampleSummary summaryOf(const std::string &file, const Sample &sample) {
  SampleSummary summary{file, sample.size(), countDuplicates(sample.fingerprints())};
  auto [low, high] = std::ranges::minmax(sample.primaryEnergies());
  summary.lowestEnergy = low;
  summary.highestEnergy = high;
  return summary;
}

Result<Pool> poolOf(const Sample &a, const Sample &b, const std::string &fileA, const std::string &fileB) {
  Pool pool = makePool(a.primaryEnergies(), b.primaryEnergies());
  if (pool.a < 20 || pool.b < 20)
    return Error{
        fmt::format("{} and {} have {} and {} showers in common bins of primary energy, expected 20 or "
                    "more of each",
                    fileA, fileB, pool.a, pool.b)};
  return pool;
}

/// Slices and cells are numbered; with the size of a cell they have a position.
void labelAxis(Figure &figure, const GridAxis &axis) {
  if (!axis.size)
    return;
  for (double &position : figure.curve.position)
    position = (position + 0.5) * *axis.size;
  figure.curve.axis = fmt::format("{} / {}", axis.name, axis.unit.empty() ? "cell" : axis.unit);
}

void labelAxes(std::vector<Figure> &figures, const Description &description) {
  // The last axis of a grid is z, however many it has.
  constexpr const char *profiles[] = {"profile-z", "profile-y", "profile-x"};
  for (std::size_t k = 0; k < std::min<std::size_t>(3, description.grid.size()); ++k)
    for (Figure &figure : figures)
      if (figure.name == profiles[k])
        labelAxis(figure, description.grid[description.grid.size() - 1 - k]);
}

/// Each sample of the floor compared with each.
Result<Floor> floorOf(const ValidateOptions &options, const ValidationInput &input) {
  Floor floor{input.floor.size(), {}};
  for (std::size_t c = 0; c < input.floor.size(); ++c)
    for (std::size_t d = c + 1; d < input.floor.size(); ++d) {
      Result<Pool> pool = poolOf(input.floor[c], input.floor[d], options.floor[c], options.floor[d]);
      if (!pool)
        return pool.error();
      floor.pairs.push_back(compareSamples(*pool, input.floor[c], input.floor[d]));
    }
  return floor;
}

bool differ(const std::vector<Figure> &figures) {
  return std::ranges::any_of(judgeByErrors(figures),
                             [](const Judgement &j) { return j.verdict == Verdict::outside; });
}

/// One pair of twenty differs by chance.
void noteOddFloor(const Floor &floor, Report &report) {
  auto odd = std::size_t(std::ranges::count_if(floor.pairs, differ));
  if (4 * odd > floor.pairs.size())
    report.notes.push_back(fmt::format(
        "{} of {} pairs of samples of the floor differ by more than their statistical errors: they "
        "are no samples of the same law",
        odd, floor.pairs.size()));
}

Result<std::vector<Judgement>> judge(const ValidateOptions &options, const ValidationInput &input,
                                     Report &report) {
  Result<Floor> floor = floorOf(options, input);
  if (!floor)
    return floor.error();
  noteOddFloor(*floor, report);
  std::vector<Judgement> judgements =
      floor->pairs.empty() ? judgeByErrors(report.figures) : judgeByFloor(report.figures, *floor);
  report.basis = floor->pairs.empty() ? Report::Basis::errors : Report::Basis::floor;
  if (options.budget.empty())
    return judgements;
  report.basis = Report::Basis::budget;
  std::vector<Judgement> byBudget = judgeByBudget(report.figures, options.budget);
  for (std::size_t k = 0; k < byBudget.size(); ++k)
    byBudget[k].floor = judgements[k].floor; // still worth showing
  return byBudget;
}

/// Not a distance with an error: one repeated shower is a fault.
void addDuplicates(Report &report) {
  std::size_t duplicates = report.a.duplicates + report.b.duplicates;
  Figure figure{"duplicates", "duplicates", "duplicated showers", "showers", "number of repeats"};
  figure.value = double(duplicates);
  Judgement judgement;
  judgement.verdict = duplicates ? Verdict::outside : Verdict::within;
  judgement.text = duplicates
                       ? fmt::format("outside: {} in A, {} in B", report.a.duplicates, report.b.duplicates)
                       : "none";
  report.figures.push_back(figure);
  report.judgements.push_back(judgement);
}

void addNotes(Report &report, const Pool &pool, const ValidationInput &input) {
  auto note = [&](std::string text) { report.notes.push_back(std::move(text)); };
  if (pool.energiesDiffer)
    note("the primary energies of A and B are distributed differently: compared in common bins of energy, "
         "and what depends on the energy other than linearly inside a bin shows as a difference; means and "
         "curves of A are weighted to the energies of B; correlations, Frechet distance and classifier "
         "take as many showers of A as of B in each bin");
  if (pool.leftOutA || pool.leftOutB)
    note(fmt::format(
        "{} showers of A and {} of B are outside of the common bins of primary energy and not compared",
        pool.leftOutA, pool.leftOutB));
  std::size_t shared = report.paired ? 0 : countShared(input.a.fingerprints(), input.b.fingerprints());
  if (shared)
    note(fmt::format(
        "{} showers are equal in A and B: the samples are not independent, and differ less than they "
        "should",
        shared));
  std::size_t size = std::min(report.a.showers, report.b.showers);
  for (const SampleSummary &floor : report.floor)
    if (2 * floor.showers < size || floor.showers > 2 * size)
      note(fmt::format("{} has {} showers, A and B {}: a floor is comparable when it is about as large",
                       floor.file, floor.showers, size));
}

} // namespace

Result<Report> validate(const ValidateOptions &options, const ValidationInput &input) {
  Result<Pool> pool = poolOf(input.a, input.b, options.a, options.b);
  if (!pool)
    return pool.error();
  Report report{summaryOf(options.a, input.a), summaryOf(options.b, input.b)};
  report.grid = input.a.grid();
  report.paired = options.paired;
  for (std::size_t k = 0; k < input.floor.size(); ++k)
    report.floor.push_back(summaryOf(options.floor[k], input.floor[k]));
  if (input.pairing)
    report.figures = input.pairing->figures(input.a, input.b);
  for (Figure &figure : compareSamples(*pool, input.a, input.b))
    report.figures.push_back(std::move(figure));
  if (options.classifier)
    report.figures.push_back(compareClassifier(*pool, input.a, input.b));
  if (std::vector<std::string> unknown = unknownKeys(report.figures, options.budget); !unknown.empty())
    return Error{fmt::format("--budget: '{}' is no figure, expected a name or family: {}", unknown[0],
                             fmt::join(budgetKeys(report.figures), ", "))};
  if (input.description) {
    report.generator = input.description->name;
    labelAxes(report.figures, *input.description);
  }
  Result<std::vector<Judgement>> judgements = judge(options, input, report);
  if (!judgements)
    return judgements.error();
  report.judgements = *judgements;
  addDuplicates(report);
  addNotes(report, *pool, input);
  return report;
}

} // namespace ganc
