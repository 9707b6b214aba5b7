// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "passes/quantize/WeightSpread.h"

#include "dialects/gan/ops/Geometry.h"

#include <Eigen/Cholesky>
#include <Eigen/Core>

using namespace mlir;

namespace ganc::quantize {

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Added to the diagonal, as part of its mean: the samples do not tell small eigenvalues from zero.
constexpr double kDampingOfChannels = 1e-3, kDampingOfTaps = 1e-3;

/// U with (H + damping)^-1 = U^T U; empty where that is not positive definite.
static std::vector<double> upperFactor(Matrix h, double damping) {
  const double mean = h.diagonal().mean();
  h.diagonal().array() += damping * mean;
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

/// For each tap the source position that each position of the result reads, -1 outside.
static std::vector<std::vector<int64_t>> placesOfTaps(const gan::Convolution &c) {
  const std::array<gan::Axis, 3> &axes = c.axes;
  const int64_t results = axes[0].dstExtent * axes[1].dstExtent * axes[2].dstExtent;
  std::vector<std::vector<int64_t>> places(axes[0].kernel * axes[1].kernel * axes[2].kernel,
                                           std::vector<int64_t>(results, -1));
  for (const gan::Run &x : axes[0].runs)
    for (const gan::Run &y : axes[1].runs)
      for (const gan::Run &z : axes[2].runs)
        for (int64_t i = 0; i < x.count; i++)
          for (int64_t j = 0; j < y.count; j++)
            for (int64_t k = 0; k < z.count; k++) {
              const auto place = [&](int64_t gan::Axis::*extent, int64_t gan::Axis::*step,
                                     int64_t gan::Run::*first) {
                return ((x.*first + i * axes[0].*step) * axes[1].*extent + y.*first + j * axes[1].*step) *
                           axes[2].*extent +
                       z.*first + k * axes[2].*step;
              };
              const int64_t tap = (x.tap * axes[1].kernel + y.tap) * axes[2].kernel + z.tap;
              places[tap][place(&gan::Axis::dstExtent, &gan::Axis::dstStep, &gan::Run::dst)] =
                  place(&gan::Axis::srcExtent, &gan::Axis::srcStep, &gan::Run::src);
            }
  return places;
}

static Matrix correlationOfTaps(const gan::Convolution &c, const std::vector<double> &ofPositions) {
  const std::vector<std::vector<int64_t>> places = placesOfTaps(c);
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

std::vector<numerics::ErrorSpread> spreadsOf(gan::Heavy heavy) {
  const auto source = correlationOf(heavy);
  if (!source)
    return {};
  std::vector<numerics::ErrorSpread> spreads;
  for (const gan::Convolution &phase : gan::convolutionsOf(heavy)) {
    const Matrix ofChannels = Eigen::Map<const Matrix>(source->channels.data(), phase.inputs, phase.inputs);
    const Matrix ofTaps = correlationOfTaps(phase, source->positions);
    numerics::ErrorSpread spread{phase.inputs, ofTaps.rows(), upperFactor(ofChannels, kDampingOfChannels),
                                 upperFactor(ofTaps, kDampingOfTaps)};
    if (spread.ofChannels.empty() || spread.ofTaps.empty())
      return {};
    spreads.push_back(std::move(spread));
  }
  return spreads;
}

} // namespace ganc::quantize
