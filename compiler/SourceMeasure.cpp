// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/SourceMeasure.h"

#include "dialects/gan/ops/TensorTypes.h"
#include "passes/quantize/Annotations.h"

#include <cmath>

using namespace mlir;

namespace ganc {
namespace {

constexpr int64_t kMostShowers = 512;

/// Where each element of a heavy op's source comes from: an observed value, or zero (operand -1).
using Origins = std::vector<gan::MoveSource>;

class OriginFinder {
public:
  explicit OriginFinder(ArrayRef<Value> values) {
    for (const auto [i, value] : llvm::enumerate(values))
      numbers[value] = i;
  }

  /// Nothing where a constant is among them.
  std::optional<Origins> of(Value value) const {
    if (auto move = dyn_cast_or_null<gan::Move>(value.getDefiningOp()))
      return throughMove(move);
    if (!numbers.contains(value))
      return std::nullopt;
    Origins origins;
    for (int64_t i = 0; i < gan::showerElements(value); i++)
      origins.push_back({static_cast<int32_t>(numbers.lookup(value)), i});
    return origins;
  }

private:
  std::optional<Origins> throughMove(gan::Move move) const {
    std::vector<Origins> operands;
    for (const Value operand : move->getOperands()) {
      auto origins = of(operand);
      if (!origins)
        return std::nullopt;
      operands.push_back(std::move(*origins));
    }
    Origins origins;
    for (const gan::MoveSource &source : move.getSources())
      origins.push_back(source.operand < 0 ? source : operands[source.operand][source.element]);
    return origins;
  }

  llvm::DenseMap<Value, int64_t> numbers;
};

struct MeasuredSource {
  gan::Heavy heavy;
  Origins origins;
  std::unique_ptr<SourceMeasure> measure;

  /// `values` of `count` showers.
  void add(ArrayRef<std::vector<float>> values, int64_t shower, int64_t count) {
    const int64_t channels = gan::showerShape(heavy.getSrc())[1];
    SourceMatrix source(channels, origins.size() / channels);
    for (const auto [i, origin] : llvm::enumerate(origins)) {
      const std::vector<float> *from = origin.operand < 0 ? nullptr : &values[origin.operand];
      source.data()[i] = from ? (*from)[shower * (from->size() / count) + origin.element] : 0.0;
    }
    const double norm = source.norm();
    source *= norm > 0 ? std::sqrt(static_cast<double>(source.size())) / norm : 1;
    if (norm > 0)
      measure->add(std::move(source));
  }
};

} // namespace

LogicalResult measureSources(ModuleOp graph, const ExposedValues &exposed, const InputSource &source,
                             llvm::function_ref<std::unique_ptr<SourceMeasure>(gan::Heavy)> make) {
  const std::vector<Value> values = quantize::observedValues(mainOf(graph));
  const OriginFinder finder(values);
  std::vector<MeasuredSource> sources;
  graph.walk([&](gan::Heavy heavy) {
    std::unique_ptr<SourceMeasure> measure = make(heavy);
    auto origins = measure ? finder.of(heavy.getSrc()) : std::nullopt;
    if (origins)
      sources.push_back({heavy, std::move(*origins), std::move(measure)});
  });
  const auto add = [&](const InputShowers &showers) -> LogicalResult {
    if (llvm::all_of(sources, [](const MeasuredSource &each) { return each.measure->hasEnough(); }))
      return success();
    const auto results = exposed.run(showers);
    if (failed(results))
      return failure();
    for (MeasuredSource &each : sources)
      for (int64_t shower = 0; shower < showers.count && !each.measure->hasEnough(); shower++)
        each.add(*results, shower, showers.count);
    return success();
  };
  if (failed(forEachBatch(source, 0, kMostShowers, add)))
    return failure();
  for (const MeasuredSource &each : sources)
    each.measure->annotate(each.heavy);
  return success();
}

} // namespace ganc
