// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/Calibration.h"

#include "compiler/ElementMeans.h"
#include "compiler/ExposedValues.h"
#include "compiler/SourceCorrelation.h"
#include "dialects/gan/Gan.h"
#include "passes/quantize/Annotations.h"

#include <cmath>

using namespace mlir;

namespace ganc {
namespace {

/// What is seen of one value.
struct Seen {
  RangeStatistics range;
  ElementMeans means;

  void add(const std::vector<float> &values, int64_t showers) {
    range.add(values);
    means.add(values, showers);
  }
};
using Statistics = std::vector<Seen>;

/// Runs the network on up to `count` more showers; returns how many there were.
FailureOr<int64_t> observe(const ExposedValues &values, const InputSource &source, int64_t first,
                           int64_t count, Statistics &statistics) {
  return forEachBatch(source, first, count, [&](const InputShowers &showers) -> LogicalResult {
    const auto results = values.run(showers);
    if (failed(results))
      return failure();
    for (const auto &[seen, result] : llvm::zip_equal(statistics, *results))
      seen.add(result, showers.count);
    return success();
  });
}

std::vector<double> widthsOf(const Statistics &statistics, RangeEstimator estimator) {
  std::vector<double> widths;
  for (const Seen &value : statistics) {
    const auto [min, max] = value.range.range(estimator);
    widths.push_back(max - min);
  }
  return widths;
}

bool areSettled(ArrayRef<double> before, ArrayRef<double> after, double tolerance) {
  for (const auto [old, now] : llvm::zip_equal(before, after))
    if (!(std::abs(now - old) <= tolerance * now))
      return false;
  return true;
}

FailureOr<CalibrationResult> observeUntilSettled(const ExposedValues &values, const InputSource &source,
                                                 const CalibrationOptions &options, Statistics &statistics) {
  CalibrationResult result{0, false};
  std::vector<double> widths(statistics.size(), 0.0);
  int64_t round = options.firstShowers;
  while (!result.settled && result.showers < options.mostShowers) {
    const auto seen = observe(values, source, result.showers, round, statistics);
    if (failed(seen))
      return failure();
    result.showers += *seen;
    if (*seen < round)
      break;
    const std::vector<double> now = widthsOf(statistics, options.estimator);
    result.settled = areSettled(widths, now, options.tolerance);
    widths = now;
    round = std::min(result.showers, options.mostShowers - result.showers);
  }
  return result;
}

LogicalResult annotate(ArrayRef<Value> values, const Statistics &statistics, RangeEstimator estimator) {
  for (const auto &[value, seen] : llvm::zip_equal(values, statistics)) {
    if (!seen.range.isFinite())
      return emitError(value.getLoc()) << "value is not finite during calibration, expected finite numbers";
    quantize::setStatistics(value, {seen.range.range(estimator), seen.range.meanMagnitude(),
                                    seen.range.range(RangeEstimator::MinMax)});
    std::vector<std::pair<StringRef, numerics::Range>> ranges;
    for (const RangeEstimator each : kRangeEstimators)
      ranges.emplace_back(nameOf(each), seen.range.range(each));
    quantize::setRanges(value, ranges);
    quantize::setMean(value, seen.means.mean());
  }
  return success();
}

} // namespace

FailureOr<CalibrationResult> calibrate(ModuleOp graph, const InputSource &source,
                                       const CalibrationOptions &options, const MakeModelRunner &makeRunner) {
  const std::vector<Value> values = quantize::observedValues(mainOf(graph));
  const auto exposed = ExposedValues::create(graph, values, makeRunner);
  if (failed(exposed))
    return failure();
  Statistics statistics(values.size());
  const auto result = observeUntilSettled(*exposed, source, options, statistics);
  if (failed(result) || failed(annotate(values, statistics, options.estimator)))
    return failure();
  if (result->showers == 0)
    return graph.emitError() << "there are no showers to calibrate on, expected at least one";
  if (failed(correlateSources(graph, *exposed, source)))
    return failure();
  return *result;
}

} // namespace ganc
