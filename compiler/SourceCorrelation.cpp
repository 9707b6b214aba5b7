// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/SourceCorrelation.h"

#include "compiler/WindowProducts.h"
#include "dialects/gan/ops/TensorTypes.h"
#include "passes/quantize/Annotations.h"

#include <cmath>

using namespace mlir;

namespace ganc {
namespace {

/// Matrices are kept up to this many rows.
constexpr int64_t kMostRows = 1024;

std::vector<double> valuesOf(const SourceMatrix &matrix) {
  return {matrix.data(), matrix.data() + matrix.size()};
}

/// Channels and positions apart: SourceCorrelation.
class ChannelsAndPositions : public SourceMeasure {
public:
  ChannelsAndPositions(int64_t channels, int64_t positions) : channels(channels), positions(positions) {}

  bool hasEnough() const override {
    const double products = double(channels) * positions * (channels + positions);
    return double(showers.size()) >= std::max<double>(kMostProducts / products, kShowersAtOnce);
  }

  void add(SourceMatrix source) override { showers.push_back(std::move(source)); }

  void annotate(gan::Heavy heavy) const override {
    SourceMatrix ofChannels = SourceMatrix::Zero(channels, channels),
                 ofPositions = SourceMatrix::Zero(positions, positions);
    for (const SourceMatrix &x : showers)
      ofChannels.noalias() += x * x.transpose();
    const Eigen::VectorXd scale =
        ofChannels.diagonal().unaryExpr([](double d) { return d > 0 ? 1 / std::sqrt(d) : 0.0; });
    for (const SourceMatrix &x : showers) // half of the products
      ofPositions.selfadjointView<Eigen::Lower>().rankUpdate((scale.asDiagonal() * x).transpose());
    ofPositions = ofPositions.selfadjointView<Eigen::Lower>();
    quantize::setCorrelation(heavy, {valuesOf(ofChannels), valuesOf(ofPositions)});
  }

private:
  /// What it may cost: some seconds. An op of 512 channels and 625 positions then sees 32 showers, so 16384 values of
  /// each position and 20000 of each channel.
  static constexpr double kMostProducts = 1e10;

  const int64_t channels, positions;
  std::vector<SourceMatrix> showers;
};

std::unique_ptr<SourceMeasure> makeCorrelation(gan::Heavy heavy) {
  if (heavy.getGroupCount() != 1)
    return nullptr;
  const int64_t channels = gan::showerShape(heavy.getSrc())[1],
                positions = gan::showerElements(heavy.getSrc()) / channels;
  if (channels <= kMostRows && positions <= kMostRows)
    return std::make_unique<ChannelsAndPositions>(channels, positions);
  return makeWindowProducts(heavy);
}

class ChannelSquares : public SourceMeasure {
public:
  explicit ChannelSquares(int64_t channels) : squares(channels, 0.0) {}

  bool hasEnough() const override { return seen == kShowers; }

  void add(SourceMatrix source) override {
    for (size_t c = 0; c < squares.size(); c++)
      squares[c] += source.row(c).squaredNorm();
    seen++;
  }

  void annotate(gan::Heavy heavy) const override { quantize::setChannelSquares(heavy, squares); }

private:
  static constexpr int64_t kShowers = 256;

  std::vector<double> squares;
  int64_t seen = 0;
};

} // namespace

LogicalResult correlateSources(ModuleOp graph, const ExposedValues &exposed, const InputSource &source) {
  return measureSources(graph, exposed, source, makeCorrelation);
}

LogicalResult measureChannels(ModuleOp graph, const InputSource &source, const MakeModelRunner &makeRunner) {
  const auto exposed = ExposedValues::create(graph, quantize::observedValues(mainOf(graph)), makeRunner);
  if (failed(exposed))
    return failure();
  return measureSources(graph, *exposed, source, [](gan::Heavy heavy) -> std::unique_ptr<SourceMeasure> {
    return heavy.getGroupCount() == 1 ? std::make_unique<ChannelSquares>(gan::showerShape(heavy.getSrc())[1])
                                      : nullptr;
  });
}

} // namespace ganc
