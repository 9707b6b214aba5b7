// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which heavy op computes in what, so that the network stays within its budget of damage and costs little. Knows
// costs and a way to measure damage, nothing of networks.
//
//   start   s16 for every op that is not pinned
//   raise   while that is beyond the budget: f32, op by op
//   lower   while that is within the budget: u8, op by op
//
// Before either, each op is changed alone and measured. Ops are then changed one on top of the other in the order of
//
//   raise: (load before - load after) / added cost, largest first
//   lower: (load after^2 - before^2) / saved cost, smallest first
//
// since errors of ops add up in quadrature where they are independent; every step of lowering is measured and taken
// back if it leaves the budget. An op that leaves it alone is not tried again, and one that saves little (kWorthTrying)
// not at all: it would not be noticed, and every candidate takes seconds.
// Lowering is repeated in the order of saved costs alone, because a small op that does little damage can take the room
// of a large one, and the cheaper of the two ends is kept: no op alone within the budget would have been cheaper. Equal
// inputs have equal results. Other assignments may be cheaper still.

#ifndef GANC_COMPILER_PRECISIONSEARCH_H
#define GANC_COMPILER_PRECISIONSEARCH_H

#include "compiler/RangeStatistics.h"
#include "passes/quantize/Annotations.h"

#include <functional>
#include <optional>
#include <string>

namespace ganc {

struct Choice {
  quantize::Precision precision;
  RangeEstimator estimator; ///< of the source's range, for u8

  bool operator==(const Choice &) const = default;
};
using Assignment = std::vector<Choice>; ///< of each op

struct SearchedOp {
  std::string node;
  std::array<double, 3> cost; ///< by Precision
  std::optional<quantize::Precision> pin = std::nullopt;
};

/// How much of the budget an assignment takes: 1 is all of it. Nothing after an error.
using MeasureLoad = std::function<std::optional<double>(const Assignment &)>;

struct Measured {
  Assignment assignment;
  double cost, load;
};

struct SearchResult {
  Measured chosen;
  bool isWithin;                    ///< the budget
  std::vector<std::string> reasons; ///< of each op, one line
};

/// `estimators` for u8, of which the best for each op alone is taken; the first is tried first, and the others only
/// where its load is within reach (kReach). Not empty.
std::optional<SearchResult> searchPrecision(std::span<const SearchedOp> ops,
                                            std::span<const RangeEstimator> estimators,
                                            const MeasureLoad &measure);

/// By how much another estimator may lessen the load: extremes instead of percentiles took 7 times the error (3DGAN).
constexpr double kReach = 10;

/// What u8 has to save, in units of what an op of the network costs in the mean.
constexpr double kWorthTrying = 0.1;

double costOf(std::span<const SearchedOp> ops, const Assignment &assignment);

} // namespace ganc

#endif
