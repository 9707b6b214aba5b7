// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/SourceCorrelation.h"

#include "dialects/gan/ops/TensorTypes.h"
#include "passes/quantize/Annotations.h"

#include <Eigen/Core>

#include <cmath>
#include <numeric>

using namespace mlir;

namespace ganc {
namespace {

/// Matrices of channels and of positions are kept up to this many rows.
constexpr int64_t kMostRows = 1024, kMostShowers = 512;

/// What an op's matrices may cost: some seconds. One of 512 channels and 625 positions then sees 32 showers, so
/// 16384 values of each position and 20000 of each channel.
constexpr double kMostProducts = 1e10;

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

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

/// The source of a heavy op, and what is summed of it.
struct Accumulator {
  gan::Heavy heavy;
  Origins origins;
  int64_t channels, positions;
  std::vector<Matrix> showers = {}; ///< [channel][position], of root mean square 1

  bool hasEnough() const {
    const double products = double(channels) * positions * (channels + positions);
    return showers.size() >= std::clamp<double>(kMostProducts / products, kShowersAtOnce, kMostShowers);
  }

  void add(ArrayRef<std::vector<float>> values, int64_t shower, int64_t count) {
    Matrix x(channels, positions);
    for (const auto [i, origin] : llvm::enumerate(origins)) {
      const std::vector<float> *from = origin.operand < 0 ? nullptr : &values[origin.operand];
      x.data()[i] = from ? (*from)[shower * (from->size() / count) + origin.element] : 0.0;
    }
    if (const double norm = x.norm(); norm > 0)
      showers.push_back(x * (std::sqrt(static_cast<double>(x.size())) / norm));
  }

  std::vector<double> channelSquares() const {
    std::vector<double> squares(channels, 0.0);
    for (const Matrix &x : showers)
      for (int64_t c = 0; c < channels; c++) {
        const double *values = x.row(c).data();
        squares[c] += std::inner_product(values, values + positions, values, 0.0);
      }
    return squares;
  }

  quantize::SourceCorrelation correlation() const {
    Matrix ofChannels = Matrix::Zero(channels, channels), ofPositions = Matrix::Zero(positions, positions);
    for (const Matrix &x : showers)
      ofChannels.noalias() += x * x.transpose();
    const Eigen::VectorXd scale =
        ofChannels.diagonal().unaryExpr([](double d) { return d > 0 ? 1 / std::sqrt(d) : 0.0; });
    for (const Matrix &x : showers) {
      const Matrix scaled = scale.asDiagonal() * x;
      ofPositions.selfadjointView<Eigen::Lower>().rankUpdate(scaled.transpose()); // half of the products
    }
    ofPositions = ofPositions.selfadjointView<Eigen::Lower>();
    return {{ofChannels.data(), ofChannels.data() + ofChannels.size()},
            {ofPositions.data(), ofPositions.data() + ofPositions.size()}};
  }
};

std::vector<Accumulator> emptyAccumulators(ModuleOp graph, ArrayRef<Value> values) {
  const OriginFinder finder(values);
  std::vector<Accumulator> accumulators;
  graph.walk([&](gan::Heavy heavy) {
    const std::vector<int64_t> shape = gan::showerShape(heavy.getSrc());
    const int64_t channels = shape[1], positions = gan::showerElements(heavy.getSrc()) / channels;
    if (channels > kMostRows || positions > kMostRows || heavy.getGroupCount() != 1)
      return;
    if (auto origins = finder.of(heavy.getSrc()))
      accumulators.push_back({heavy, std::move(*origins), channels, positions});
  });
  return accumulators;
}

FailureOr<std::vector<Accumulator>> accumulate(ModuleOp graph, const ExposedValues &exposed,
                                               const InputSource &source) {
  const std::vector<Value> values = quantize::observedValues(mainOf(graph));
  std::vector<Accumulator> accumulators = emptyAccumulators(graph, values);
  const auto add = [&](const InputShowers &showers) -> LogicalResult {
    if (llvm::all_of(accumulators, [](const Accumulator &accumulator) { return accumulator.hasEnough(); }))
      return success();
    const auto results = exposed.run(showers);
    if (failed(results))
      return failure();
    for (Accumulator &accumulator : accumulators)
      for (int64_t shower = 0; shower < showers.count && !accumulator.hasEnough(); shower++)
        accumulator.add(*results, shower, showers.count);
    return success();
  };
  if (failed(forEachBatch(source, 0, kMostShowers, add)))
    return failure();
  return accumulators;
}

} // namespace

LogicalResult correlateSources(ModuleOp graph, const ExposedValues &exposed, const InputSource &source) {
  const auto accumulators = accumulate(graph, exposed, source);
  if (failed(accumulators))
    return failure();
  for (const Accumulator &accumulator : *accumulators)
    quantize::setCorrelation(accumulator.heavy, accumulator.correlation());
  return success();
}

LogicalResult measureChannels(ModuleOp graph, const InputSource &source, const MakeModelRunner &makeRunner) {
  const auto exposed = ExposedValues::create(graph, quantize::observedValues(mainOf(graph)), makeRunner);
  const auto accumulators =
      failed(exposed) ? FailureOr<std::vector<Accumulator>>(failure()) : accumulate(graph, *exposed, source);
  if (failed(accumulators))
    return failure();
  for (const Accumulator &accumulator : *accumulators)
    quantize::setChannelSquares(accumulator.heavy, accumulator.channelSquares());
  return success();
}

} // namespace ganc
