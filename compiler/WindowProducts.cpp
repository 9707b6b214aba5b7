// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/WindowProducts.h"

#include "dialects/gan/ops/Geometry.h"
#include "passes/quantize/Annotations.h"

using namespace mlir;

namespace ganc {
namespace {

constexpr int64_t kShowers = 128;
/// An op of 96 weights in 12 phases sees 18000 windows of each.
constexpr double kMostProducts = 2e9;
constexpr int64_t kWindowsOfWeight = 4;

/// The source position of each tap, -1 outside.
using Window = std::vector<int64_t>;

/// Those of positions that read anything.
std::vector<Window> windowsOf(const gan::Convolution &phase) {
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

class WindowProducts : public SourceMeasure {
public:
  WindowProducts(gan::Heavy heavy, int64_t weights, int64_t mostOfShower)
      : weights(weights), mostOfShower(mostOfShower) {
    for (const gan::Convolution &phase : gan::convolutionsOf(heavy))
      phases.push_back({windowsOf(phase), SourceMatrix::Zero(weights, weights)});
  }

  bool hasEnough() const override { return showers == kShowers; }

  void add(SourceMatrix source) override {
    for (Phase &phase : phases)
      if (!phase.windows.empty())
        phase.products.selfadjointView<Eigen::Lower>().rankUpdate(windowsIn(source, phase.windows));
    showers++;
  }

  void annotate(gan::Heavy heavy) const override {
    std::vector<std::vector<double>> products;
    for (const Phase &phase : phases) {
      if (!phase.windows.empty() && showers * countOfShower(phase.windows) < kWindowsOfWeight * weights)
        return;
      const SourceMatrix whole = phase.products.selfadjointView<Eigen::Lower>();
      products.emplace_back(whole.data(), whole.data() + whole.size());
    }
    quantize::setWindowProducts(heavy, products);
  }

private:
  struct Phase {
    std::vector<Window> windows;
    SourceMatrix products; ///< their lower half
  };

  int64_t countOfShower(ArrayRef<Window> all) const { return std::min<int64_t>(mostOfShower, all.size()); }

  /// One in a column: [ci][tap].
  SourceMatrix windowsIn(const SourceMatrix &source, ArrayRef<Window> all) const {
    const int64_t count = countOfShower(all);
    SourceMatrix columns(weights, count);
    for (int64_t i = 0; i < count; i++) {
      const Window &window = all[(showers + i * kShowers) * all.size() / (count * kShowers)];
      for (int64_t k = 0; k < weights; k++) {
        const int64_t place = window[k % window.size()];
        columns(k, i) = place < 0 ? 0.0 : source(k / window.size(), place);
      }
    }
    return columns;
  }

  const int64_t weights, mostOfShower;
  std::vector<Phase> phases;
  int64_t showers = 0; ///< seen
};

} // namespace

std::unique_ptr<SourceMeasure> makeWindowProducts(gan::Heavy heavy) {
  const int64_t weights = quantize::weightsOfOutput(heavy);
  const double affordable = kMostProducts / (double(weights) * weights * heavy.getPhaseCount());
  if (affordable < double(kWindowsOfWeight * weights))
    return nullptr;
  return std::make_unique<WindowProducts>(heavy, weights, std::max<int64_t>(1, affordable / kShowers));
}

} // namespace ganc
