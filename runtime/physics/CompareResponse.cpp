// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/physics/CompareResponse.h"
#include "runtime/physics/Significance.h"

#include <cmath>

namespace ganc {
namespace {

/// Moments of a sample's residuals in one bin; `level` is the pooled mean response the residuals are about.
struct Moments {
  double n = 0, mean = 0, square = 0;
  void add(double weight, double residual) {
    n += weight;
    mean += weight * residual;
    square += weight * residual * residual;
  }
  void finish() {
    if (n == 0)
      return;
    mean /= n;
    square = n > 1 ? std::max(0.0, square - n * mean * mean) / (n - 1) : 0;
  }
  double sd() const { return std::sqrt(square); }
};

struct BinMoments {
  double level = 0;
  Moments a, b;
  double response(const Moments &m) const { return level + m.mean; }
  double resolution(const Moments &m) const { return m.sd() / response(m); }
  double inverseSizes() const { return 1 / a.n + 1 / b.n; }
  double pooledVariance() const { return ((a.n - 1) * a.square + (b.n - 1) * b.square) / (a.n + b.n - 2); }
};

using Bins = std::vector<BinMoments>;

Bins momentsInBins(const Pool &pool, const Table &responses, const Table &left,
                   std::span<const unsigned char> weights = {}) {
  Bins bins(pool.bins.size());
  for (std::size_t k = 0; k < pool.showers.size(); ++k) {
    const PooledShower &shower = pool.showers[k];
    BinMoments &bin = bins[shower.bin];
    const EnergyBin &counts = pool.bins[shower.bin];
    bin.level += responses(Eigen::Index(k), 0) / double(counts.a + counts.b);
    (shower.ofB ? bin.b : bin.a).add(weights.empty() ? 1 : weights[k], left(Eigen::Index(k), 0));
  }
  for (BinMoments &bin : bins) {
    bin.a.finish();
    bin.b.finish();
  }
  return bins;
}

double relativeDifference(double a, double b) {
  return a > 0 ? std::abs(b / a - 1) : (b > 0 ? 1 : 0);
}

double responseFigure(const Bins &bins) {
  double sum = 0;
  for (const BinMoments &bin : bins)
    sum += relativeDifference(bin.response(bin.a), bin.response(bin.b));
  return sum / double(bins.size());
}

double resolutionFigure(const Bins &bins) {
  double sum = 0;
  for (const BinMoments &bin : bins)
    sum += relativeDifference(bin.resolution(bin.a), bin.resolution(bin.b));
  return sum / double(bins.size());
}

double responseProbability(const Bins &bins) {
  double chiSquared = 0;
  for (const BinMoments &bin : bins) {
    double d = bin.b.mean - bin.a.mean;
    if (d != 0)
      chiSquared += d * d / (bin.pooledVariance() * bin.inverseSizes());
  }
  return chiSquaredProbability(chiSquared, double(bins.size()));
}

/// Of the residuals about the mean of their own sample and bin.
double kurtosis(const Pool &pool, const Table &left, const Bins &bins) {
  double fourth = 0;
  for (std::size_t k = 0; k < pool.showers.size(); ++k) {
    const PooledShower &shower = pool.showers[k];
    const Moments &m = shower.ofB ? bins[shower.bin].b : bins[shower.bin].a;
    double t = left(Eigen::Index(k), 0) - m.mean;
    fourth += m.square > 0 ? t * t * t * t / (m.square * m.square) : 0;
  }
  return fourth / double(pool.showers.size());
}

double resolutionProbability(const Bins &bins, double kurtosis) {
  double chiSquared = 0;
  for (const BinMoments &bin : bins) {
    bool sameWidth = bin.a.square == bin.b.square; // also where neither varies
    double logarithm = sameWidth ? 0 : std::log(bin.b.sd() / bin.a.sd());
    if (logarithm != 0)
      chiSquared += logarithm * logarithm / ((kurtosis - 1) / 4 * bin.inverseSizes());
  }
  return chiSquaredProbability(chiSquared, double(bins.size()));
}

Curve curveOf(const Pool &pool, std::string valueAxis) {
  Curve curve{"primary energy / GeV", std::move(valueAxis)};
  for (const EnergyBin &bin : pool.bins)
    curve.position.push_back((bin.low + bin.high) / 2);
  return curve;
}

Curve responseCurve(const Pool &pool, const Bins &bins) {
  Curve curve = curveOf(pool, "E_sum / E");
  for (const BinMoments &bin : bins) {
    curve.a.push_back(bin.response(bin.a));
    curve.aError.push_back(bin.a.sd() / std::sqrt(bin.a.n));
    curve.b.push_back(bin.response(bin.b));
    curve.bError.push_back(bin.b.sd() / std::sqrt(bin.b.n));
  }
  return curve;
}

Curve resolutionCurve(const Pool &pool, const Bins &bins, double kurtosis) {
  Curve curve = curveOf(pool, "rms / mean");
  for (const BinMoments &bin : bins) {
    curve.a.push_back(bin.resolution(bin.a));
    curve.aError.push_back(curve.a.back() * std::sqrt((kurtosis - 1) / 4 / bin.a.n));
    curve.b.push_back(bin.resolution(bin.b));
    curve.bError.push_back(curve.b.back() * std::sqrt((kurtosis - 1) / 4 / bin.b.n));
  }
  return curve;
}

} // namespace

std::vector<Figure> compareResponse(const Pool &pool, const Table &responses, const Bootstrap &bootstrap) {
  Table left = residuals(pool, responses);
  Bins bins = momentsInBins(pool, responses, left);
  double kurt = kurtosis(pool, left, bins);
  auto error = [&](auto figure) {
    return bootstrap.error(
        [&](auto weights) { return figure(momentsInBins(pool, responses, left, weights)); });
  };

  Figure response{"response", "energy", "response in bins of energy", "", "mean relative difference"};
  response.value = responseFigure(bins);
  response.error = error(responseFigure);
  response.probability = responseProbability(bins);
  response.curve = responseCurve(pool, bins);

  Figure resolution{"resolution", "resolution", "resolution in bins of energy", "",
                    "mean relative difference"};
  resolution.value = resolutionFigure(bins);
  resolution.error = error(resolutionFigure);
  resolution.probability = resolutionProbability(bins, kurt);
  resolution.curve = resolutionCurve(pool, bins, kurt);
  return {response, resolution};
}

} // namespace ganc
