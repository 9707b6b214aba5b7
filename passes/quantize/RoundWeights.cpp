// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "passes/quantize/RoundWeights.h"

#include "passes/quantize/HeavyChannels.h"
#include "passes/quantize/WeightSpread.h"

using namespace mlir;

namespace ganc::quantize {
namespace {

class WeightRounder {
public:
  WeightRounder(gan::Heavy heavy, Value src, ArrayRef<double> weights, int32_t storedMax)
      : heavy(heavy), src(src), weights(weights), storedMax(storedMax), rows(weightsOfScales(heavy)),
        firsts(firstsOfScales(heavy)), spreads(spreadsOf(heavy)), least(rows.size(), 0.0),
        rounded{std::vector<int16_t>(weights.size()), std::vector<double>(rows.size(), -1.0), {}, {}} {}

  RoundedWeights run() {
    for (size_t row = 0; row < rows.size(); row++)
      if (!isZero(row)) // zeros can have any scale
        round(row);
    while (!llvm::all_of(llvm::seq(rows.size()), [&](size_t row) { return hasScale(row); }))
      for (size_t row = 0; row < rows.size(); row++)
        if (!hasScale(row))
          round(row);
    return std::move(rounded);
  }

private:
  bool isZero(size_t row) const {
    return llvm::all_of(rows[row], [&](int64_t element) { return weights[element] == 0; });
  }

  bool hasScale(size_t row) const { return rounded.scales[row] == least[firsts[row]]; }

  /// With at least the scale of those that must have the same.
  void round(size_t row) {
    const numerics::ErrorSpread none,
        &spread = spreads.empty() ? none : spreads[row * spreads.size() / rows.size()];
    std::vector<double> own;
    for (const int64_t element : rows[row])
      own.push_back(weights[element]);
    const numerics::StoredWeights stored = quantizeWeights(own, {storedMax, sourceMaxOf(heavy, src, row)},
                                                           spread, partsOf(heavy), least[firsts[row]]);
    for (const auto [element, value] : llvm::zip_equal(rows[row], stored.values))
      rounded.stored[element] = value;
    rounded.scales[row] = least[firsts[row]] = stored.scale; // never less than before
  }

  gan::Heavy heavy;
  const Value src;
  const ArrayRef<double> weights;
  const int32_t storedMax;
  const std::vector<std::vector<int64_t>> rows; ///< elements of each
  const std::vector<int64_t> firsts;
  const std::vector<numerics::ErrorSpread> spreads; ///< of each phase, or none
  std::vector<double> least;                        ///< scales so far, at `firsts`
  RoundedWeights rounded;
};

} // namespace

RoundedWeights roundWeights(gan::Heavy heavy, Value src, ArrayRef<double> weights, int32_t storedMax) {
  return WeightRounder(heavy, src, weights, storedMax).run();
}

} // namespace ganc::quantize
