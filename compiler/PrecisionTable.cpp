// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/PrecisionTable.h"

#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

#include <cmath>

namespace ganc {

using quantize::Precision;
using quantize::textOf;

namespace {

/// "s16", or "u8 mse": u8 has a range to choose.
std::string textOfChoice(const Choice &choice) {
  std::string text = textOf(choice.precision).str();
  if (choice.precision == Precision::U8)
    text += " " + std::string(nameOf(choice.estimator));
  return text;
}

llvm::json::Value numberOrNull(double value) {
  return std::isfinite(value) ? llvm::json::Value(value) : llvm::json::Value(nullptr);
}

llvm::json::Object quantilesJson(double median, double p90) {
  return llvm::json::Object{{"median", numberOrNull(median)}, {"p90", numberOrNull(p90)}};
}

llvm::json::Object budgetJson(const DamageBudget &budget) {
  llvm::json::Object json = quantilesJson(budget.median, budget.p90);
  json["classifier"] = numberOrNull(budget.area);
  return json;
}

llvm::json::Object damageJson(const Damage &damage) {
  llvm::json::Object json = quantilesJson(damage.error.median, damage.error.p90);
  json["upper_end"] = quantilesJson(damage.upperEnd.median, damage.upperEnd.p90);
  json["showers"] = static_cast<int64_t>(damage.error.used);
  json["classifier"] = damage.area;
  return json;
}

llvm::json::Value candidateJson(const QuantizationRecord &record, size_t i) {
  const JudgedCandidate &candidate = record.candidates[i];
  llvm::json::Object json = damageJson(candidate.damage);
  json["cost"] = candidate.cost;
  json["on_frontier"] = isOnFrontier(record, i);
  llvm::json::Array precisions;
  for (const Choice &choice : candidate.assignment)
    precisions.push_back(textOfChoice(choice));
  json["precisions"] = std::move(precisions);
  return json;
}

llvm::json::Value opJson(const SearchedOp &op, const Choice &choice, const std::string &reason) {
  llvm::json::Object cost;
  for (const Precision precision : {Precision::U8, Precision::S16, Precision::F32})
    cost[textOf(precision)] = op.cost[static_cast<int>(precision)];
  const bool isU8 = choice.precision == Precision::U8;
  return llvm::json::Object{
      {"node", llvm::json::fixUTF8(op.node)},
      {"precision", textOf(choice.precision)},
      {"method", llvm::StringRef(nameOf(isU8 ? choice.estimator : RangeEstimator::MinMax))},
      {"pinned", op.pin.has_value()},
      {"reason", reason},
      {"cost", std::move(cost)}};
}

std::vector<size_t> shownCandidates(const QuantizationRecord &record) {
  std::vector<size_t> shown;
  for (size_t i = 0; i < record.candidates.size(); i++)
    if (i == record.chosen || isOnFrontier(record, i))
      shown.push_back(i);
  const auto place = [&](size_t i) { return std::pair(record.candidates[i].cost, i); };
  llvm::sort(shown, [&](size_t a, size_t b) { return place(a) < place(b); });
  return shown;
}

} // namespace

bool isOnFrontier(const QuantizationRecord &record, size_t candidate) {
  const JudgedCandidate &own = record.candidates[candidate];
  const double load = loadOf(own.damage, record.budget);
  return llvm::none_of(record.candidates, [&](const JudgedCandidate &other) {
    const double otherLoad = loadOf(other.damage, record.budget);
    return other.cost <= own.cost && otherLoad <= load && (other.cost < own.cost || otherLoad < load);
  });
}

std::string precisionTable(const QuantizationRecord &record) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  stream << "budget: median " << llvm::format("%.3g", 100 * record.budget.median) << " %, 90th percentile "
         << llvm::format("%.3g", 100 * record.budget.p90) << " % of "
         << (record.hasMeaning ? "the energy" : "the outputs (no description says what they mean)")
         << ", noise floor " << llvm::format("%.3g", 100 * record.floor.median) << " %; classifier "
         << llvm::format("%.3g", record.budget.area) << '\n'
         << "      cost    median       p90 classifier  precisions (* chosen)\n";
  for (const size_t i : shownCandidates(record)) {
    const auto &[assignment, cost, damage] = record.candidates[i];
    stream << (i == record.chosen ? '*' : ' ')
           << llvm::format("%9.0f %7.2f %% %7.2f %% %10.4f ", cost, 100 * damage.error.median,
                           100 * damage.error.p90, damage.area);
    for (const auto &[op, choice] : llvm::zip_equal(record.ops, assignment))
      stream << ' ' << op.node << ':' << textOfChoice(choice);
    stream << '\n';
  }
  for (const auto &[op, reason] : llvm::zip(record.ops, record.reasons))
    stream << "  " << op.node << ": " << reason << '\n';
  return text;
}

llvm::json::Value precisionJson(const QuantizationRecord &record) {
  llvm::json::Array ops, candidates;
  const JudgedCandidate &chosen = record.candidates[record.chosen];
  for (size_t i = 0; i < record.ops.size(); i++)
    ops.push_back(opJson(record.ops[i], chosen.assignment[i], record.reasons[i]));
  for (size_t i = 0; i < record.candidates.size(); i++)
    candidates.push_back(candidateJson(record, i));
  return llvm::json::Object{{"damage_of", record.hasMeaning ? "energy" : "outputs"},
                            {"calibration_showers", record.calibrationShowers},
                            {"ranges_settled", record.settled},
                            {"floor", budgetJson(record.floor)},
                            {"budget", budgetJson(record.budget)},
                            {"ops", std::move(ops)},
                            {"candidates", std::move(candidates)},
                            {"chosen", static_cast<int64_t>(record.chosen)},
                            {"held_out", damageJson(record.heldOut)}};
}

} // namespace ganc
