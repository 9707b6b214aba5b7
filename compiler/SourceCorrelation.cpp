// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/SourceCorrelation.h"

#include "compiler/SourceMeasure.h"
#include "dialects/gan/ops/Geometry.h"
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

/// The sum of x x^T, in the lower half.
void addProducts(const SourceMatrix &x, SourceMatrix &sum) {
  sum.selfadjointView<Eigen::Lower>().rankUpdate(x);
}

/// Channels and positions apart: SourceCorrelation.
class ChannelsAndPositions : public SourceMeasure {
public:
  ChannelsAndPositions(int64_t channels, int64_t positions) : channels(channels), positions(positions) {}

  bool hasEnough() const override {
    const double products = double(channels) * positions * (channels + positions);
    return double(showers.size()) >= std::max<double>(kMostProducts / products, kShowersAtOnce);
  }

  void add(const SourceMatrix &source) override { showers.push_back(source); }

  void annotate(gan::Heavy heavy) const override {
    SourceMatrix ofChannels = SourceMatrix::Zero(channels, channels),
                 ofPositions = SourceMatrix::Zero(positions, positions);
    for (const SourceMatrix &x : showers)
      ofChannels.noalias() += x * x.transpose();
    const Eigen::VectorXd scale =
        ofChannels.diagonal().unaryExpr([](double d) { return d > 0 ? 1 / std::sqrt(d) : 0.0; });
    for (const SourceMatrix &x : showers)
      addProducts((scale.asDiagonal() * x).transpose(), ofPositions);
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

/// What the weights of each phase multiply, at positions of each shower that are spread evenly over all showers.
class WindowProducts : public SourceMeasure {
public:
  explicit WindowProducts(gan::Heavy heavy) {
    for (const gan::Convolution &phase : gan::convolutionsOf(heavy))
      windows.push_back(windowsOf(phase));
    const int64_t weights = quantize::weightsOfOutput(heavy);
    products.assign(windows.size(), SourceMatrix::Zero(weights, weights));
    atOnce = std::max<int64_t>(1, kMostProducts / (double(weights) * weights * windows.size() * kShowers));
  }

  bool hasEnough() const override { return seen == kShowers; }

  void add(const SourceMatrix &source) override {
    for (size_t phase = 0; phase < windows.size(); phase++)
      addProducts(windowsIn(source, windows[phase]), products[phase]);
    seen++;
  }

  void annotate(gan::Heavy heavy) const override {
    std::vector<std::vector<double>> whole;
    for (const SourceMatrix &half : products)
      whole.push_back(valuesOf(half.selfadjointView<Eigen::Lower>()));
    quantize::setWindowProducts(heavy, whole);
  }

private:
  static constexpr int64_t kShowers = 128;
  /// What it may cost: half a second. An op of 96 weights in 12 phases sees 18000 windows of each.
  static constexpr double kMostProducts = 2e9;

  /// The source position of each tap, -1 outside.
  using Window = std::vector<int64_t>;

  /// Those of positions that read anything.
  static std::vector<Window> windowsOf(const gan::Convolution &phase) {
    const std::vector<std::vector<int64_t>> sources = gan::sourcesOfTaps(phase);
    std::vector<Window> windows;
    for (size_t o = 0; o < sources.front().size(); o++) {
      Window window;
      for (const std::vector<int64_t> &tap : sources)
        window.push_back(tap[o]);
      if (llvm::any_of(window, [](int64_t place) { return place >= 0; }))
        windows.push_back(std::move(window));
    }
    return windows;
  }

  /// One in a column: [ci][tap].
  SourceMatrix windowsIn(const SourceMatrix &source, const std::vector<Window> &all) const {
    const int64_t count = std::min<int64_t>(atOnce, all.size());
    SourceMatrix columns(products.front().rows(), count);
    for (int64_t i = 0; i < count; i++) {
      const Window &window = all[(seen + i * kShowers) * all.size() / (count * kShowers)];
      for (Eigen::Index k = 0; k < columns.rows(); k++) {
        const int64_t place = window[k % window.size()];
        columns(k, i) = place < 0 ? 0.0 : source(k / window.size(), place);
      }
    }
    return columns;
  }

  std::vector<std::vector<Window>> windows; ///< of each phase
  std::vector<SourceMatrix> products;       ///< lower halves
  int64_t atOnce, seen = 0;
};

/// Of channels and positions apart, or, where there are too many, of windows; of nothing where those are too large.
std::unique_ptr<SourceMeasure> makeCorrelation(gan::Heavy heavy) {
  if (heavy.getGroupCount() != 1)
    return nullptr;
  const int64_t channels = gan::showerShape(heavy.getSrc())[1],
                positions = gan::showerElements(heavy.getSrc()) / channels;
  if (channels <= kMostRows && positions <= kMostRows)
    return std::make_unique<ChannelsAndPositions>(channels, positions);
  if (quantize::weightsOfOutput(heavy) <= kMostRows)
    return std::make_unique<WindowProducts>(heavy);
  return nullptr;
}

class ChannelSquares : public SourceMeasure {
public:
  explicit ChannelSquares(int64_t channels) : squares(channels, 0.0) {}

  bool hasEnough() const override { return seen == kShowers; }

  void add(const SourceMatrix &source) override {
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
