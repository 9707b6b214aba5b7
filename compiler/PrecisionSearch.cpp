// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/PrecisionSearch.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

namespace ganc {

using quantize::Precision;

double costOf(std::span<const SearchedOp> ops, const Assignment &assignment) {
  double cost = 0;
  for (size_t i = 0; i < ops.size(); i++)
    cost += ops[i].cost[static_cast<int>(assignment[i].precision)];
  return cost;
}

namespace {

std::string percentOf(double share, const char *of) {
  std::string text;
  llvm::raw_string_ostream(text) << llvm::format("%.0f", 100 * share) << " % of the " << of;
  return text;
}

/// One op changed alone.
struct Trial {
  size_t op;
  Choice choice;
  double load, rank;

  bool operator<(const Trial &other) const { return std::pair(rank, op) < std::pair(other.rank, other.op); }
};

class Search {
public:
  Search(std::span<const SearchedOp> ops, std::span<const RangeEstimator> estimators,
         const MeasureLoad &measure)
      : ops(ops), estimators(estimators), measure(measure), reasons(ops.size()) {
    for (size_t i = 0; i < ops.size(); i++) {
      best.assignment.push_back({ops[i].pin.value_or(Precision::S16), estimators.front()});
      reasons[i] = ops[i].pin ? "pinned" : "";
    }
  }

  std::optional<SearchResult> run() {
    if (!measured(best))
      return std::nullopt;
    if (best.load > 1 && !raise())
      return std::nullopt;
    if (best.load <= 1 && !lower())
      return std::nullopt;
    return SearchResult{best, best.load <= 1, reasons};
  }

private:
  /// Fills in cost and load; false after an error.
  bool measured(Measured &candidate) {
    const std::optional<double> load = measure(candidate.assignment);
    candidate.cost = costOf(ops, candidate.assignment);
    candidate.load = load.value_or(0);
    return load.has_value();
  }

  double costOfChange(size_t op, Precision precision) const {
    const auto &cost = ops[op].cost;
    return cost[static_cast<int>(precision)] - cost[static_cast<int>(best.assignment[op].precision)];
  }

  std::optional<Trial> tryAlone(size_t op, Choice choice) {
    Measured changed = best;
    changed.assignment[op] = choice;
    if (!measured(changed))
      return std::nullopt;
    return Trial{op, choice, changed.load, 0};
  }

  /// The best estimator for u8.
  std::optional<Trial> tryU8(size_t op) {
    auto kept = tryAlone(op, {Precision::U8, estimators.front()});
    if (!kept || kept->load > kReach)
      return kept;
    for (const RangeEstimator estimator : estimators.subspan(1)) {
      const auto other = tryAlone(op, {Precision::U8, estimator});
      if (!other)
        return other;
      if (other->load < kept->load)
        kept = other;
    }
    return kept;
  }

  bool raise() {
    std::vector<Trial> trials;
    for (size_t i = 0; i < ops.size(); i++) {
      if (ops[i].pin)
        continue;
      auto trial = tryAlone(i, {Precision::F32, estimators.front()});
      if (!trial)
        return false;
      trial->rank = (trial->load - best.load) / std::max(costOfChange(i, Precision::F32), 1.0);
      trials.push_back(*trial);
    }
    llvm::sort(trials);
    for (const Trial &trial : trials) {
      if (best.load <= 1)
        break;
      const double before = best.load;
      best.assignment[trial.op] = trial.choice;
      if (!measured(best))
        return false;
      reasons[trial.op] =
          "f32: without it " + percentOf(before, "budget") + ", with it " + percentOf(best.load, "budget");
    }
    return true;
  }

  bool lower() {
    std::vector<Trial> trials;
    for (size_t i = 0; i < ops.size(); i++) {
      if (best.assignment[i].precision != Precision::S16 || ops[i].pin)
        continue;
      const double saved = -costOfChange(i, Precision::U8);
      if (saved <= kWorthTrying * best.cost / ops.size()) {
        reasons[i] = "s16: u8 would save " + percentOf((saved > 0 ? saved : 0) / best.cost, "cost");
        continue;
      }
      auto trial = tryU8(i);
      if (!trial)
        return false;
      reasons[i] = "s16: u8 alone would take " + percentOf(trial->load, "budget");
      trial->rank = (trial->load * trial->load - best.load * best.load) / saved;
      if (trial->load <= 1)
        trials.push_back(*trial);
    }
    return lowerInTwoOrders(std::move(trials));
  }

  /// The best saved cost for its damage first, then simply the most saved cost first: keeps the cheaper end.
  bool lowerInTwoOrders(std::vector<Trial> trials) {
    const auto start = std::pair(best, reasons);
    llvm::sort(trials);
    if (!lowerInOrder(trials))
      return false;
    const auto byDamage = std::pair(best, reasons);
    std::tie(best, reasons) = start;
    for (Trial &trial : trials)
      trial.rank = costOfChange(trial.op, Precision::U8);
    llvm::sort(trials);
    if (!lowerInOrder(trials))
      return false;
    if (byDamage.first.cost <= best.cost)
      std::tie(best, reasons) = byDamage;
    return true;
  }

  bool lowerInOrder(std::span<const Trial> trials) {
    return llvm::all_of(trials, [&](const Trial &trial) { return keepIfWithin(trial); });
  }

  bool keepIfWithin(const Trial &trial) {
    Measured changed = best;
    changed.assignment[trial.op] = trial.choice;
    if (!measured(changed))
      return false;
    const bool isWithin = changed.load <= 1;
    if (isWithin)
      best = changed;
    reasons[trial.op] = std::string(isWithin ? "u8: takes " : "s16: u8 would take ") +
                        percentOf(changed.load, "budget") + (isWithin ? "" : ", with what is u8 already") +
                        ", alone " + percentOf(trial.load, "budget");
    return true;
  }

  std::span<const SearchedOp> ops;
  std::span<const RangeEstimator> estimators;
  const MeasureLoad &measure;
  Measured best{};
  std::vector<std::string> reasons;
};

} // namespace

std::optional<SearchResult> searchPrecision(std::span<const SearchedOp> ops,
                                            std::span<const RangeEstimator> estimators,
                                            const MeasureLoad &measure) {
  return Search(ops, estimators, measure).run();
}

} // namespace ganc
