// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "passes/quantize/WeightSpread.h"

#include "dialects/gan/ops/Geometry.h"

#include <Eigen/Cholesky>
#include <Eigen/Core>

using namespace mlir;

namespace ganc::quantize {

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Added to the diagonal, as part of its mean: the samples do not tell small eigenvalues from zero.
constexpr double kDamping = 1e-3;

/// U with (H + damping)^-1 = U^T U; empty where that is not positive definite.
static std::vector<double> upperFactor(Matrix h) {
  const double mean = h.diagonal().mean();
  h.diagonal().array() += kDamping * mean;
  const Eigen::LLT<Matrix> factor(h);
  if (!(mean > 0) || factor.info() != Eigen::Success)
    return {};
  const Matrix inverse = factor.solve(Matrix::Identity(h.rows(), h.cols()));
  const Eigen::LLT<Matrix> ofInverse((inverse + inverse.transpose()) / 2);
  if (ofInverse.info() != Eigen::Success)
    return {};
  const Matrix upper = ofInverse.matrixU();
  return {upper.data(), upper.data() + upper.size()};
}

static Matrix correlationOfTaps(const gan::Convolution &c, const std::vector<double> &ofPositions) {
  const std::vector<std::vector<int64_t>> places = gan::sourcesOfTaps(c);
  const int64_t extent = c.axes[0].srcExtent * c.axes[1].srcExtent * c.axes[2].srcExtent,
                taps = places.size();
  Matrix correlation = Matrix::Zero(taps, taps);
  for (int64_t a = 0; a < taps; a++)
    for (int64_t b = 0; b < taps; b++)
      for (size_t o = 0; o < places[a].size(); o++)
        if (places[a][o] >= 0 && places[b][o] >= 0)
          correlation(a, b) += ofPositions[places[a][o] * extent + places[b][o]];
  return correlation;
}

/// None where a matrix has no inverse.
static numerics::ErrorSpread makeSpread(const Matrix &ofChannels, const Matrix &ofTaps) {
  numerics::ErrorSpread spread{ofChannels.rows(), ofTaps.rows(), upperFactor(ofChannels),
                               upperFactor(ofTaps)};
  const bool isComplete = !spread.ofChannels.empty() && !spread.ofTaps.empty();
  return isComplete ? std::move(spread) : numerics::ErrorSpread();
}

std::vector<numerics::ErrorSpread> spreadsOf(gan::Heavy heavy) {
  std::vector<numerics::ErrorSpread> spreads;
  if (const auto windows = windowProductsOf(heavy)) {
    const int64_t weights = weightsOfOutput(heavy);
    for (const std::vector<double> &products : *windows)
      spreads.push_back(
          makeSpread(Eigen::Map<const Matrix>(products.data(), weights, weights), Matrix::Ones(1, 1)));
  } else if (const auto source = correlationOf(heavy)) {
    for (const gan::Convolution &phase : gan::convolutionsOf(heavy))
      spreads.push_back(
          makeSpread(Eigen::Map<const Matrix>(source->channels.data(), phase.inputs, phase.inputs),
                     correlationOfTaps(phase, source->positions)));
  }
  return spreads;
}

} // namespace ganc::quantize
