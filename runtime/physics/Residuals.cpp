// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/physics/Residuals.h"

namespace ganc {
namespace {

Eigen::VectorXd meanEnergies(const Pool &pool) {
  Eigen::VectorXd sum = Eigen::VectorXd::Zero(Eigen::Index(pool.bins.size()));
  for (const PooledShower &shower : pool.showers)
    sum[Eigen::Index(shower.bin)] += shower.energy;
  for (std::size_t bin = 0; bin < pool.bins.size(); ++bin)
    sum[Eigen::Index(bin)] /= double(pool.bins[bin].a + pool.bins[bin].b);
  return sum;
}

double showersIn(const EnergyBin &bin) {
  return double(bin.a + bin.b);
}

} // namespace

Table pooledValues(const Pool &pool, const Sample &a, const Sample &b, std::size_t first, std::size_t width) {
  Table values(Eigen::Index(pool.showers.size()), Eigen::Index(width));
  for (std::size_t k = 0; k < pool.showers.size(); ++k) {
    const PooledShower &shower = pool.showers[k];
    std::span<const float> row = (shower.ofB ? b : a).row(shower.row).subspan(first, width);
    values.row(Eigen::Index(k)) =
        Eigen::Map<const Eigen::RowVectorXf>(row.data(), Eigen::Index(width)).cast<double>();
  }
  return values;
}

Table residuals(const Pool &pool, const Table &values) {
  auto bins = Eigen::Index(pool.bins.size());
  Table mean = Table::Zero(bins, values.cols()), slope = mean;
  Eigen::VectorXd center = meanEnergies(pool), spread = Eigen::VectorXd::Zero(bins);
  for (Eigen::Index k = 0; k < values.rows(); ++k) {
    const PooledShower &shower = pool.showers[std::size_t(k)];
    auto bin = Eigen::Index(shower.bin);
    double offset = shower.energy - center[bin];
    mean.row(bin) += values.row(k) / showersIn(pool.bins[shower.bin]);
    slope.row(bin) += offset * values.row(k);
    spread[bin] += offset * offset;
  }
  for (Eigen::Index bin = 0; bin < bins; ++bin)
    slope.row(bin) *= spread[bin] > 0 ? 1 / spread[bin] : 0;
  Table left = values;
  for (Eigen::Index k = 0; k < left.rows(); ++k) {
    const PooledShower &shower = pool.showers[std::size_t(k)];
    auto bin = Eigen::Index(shower.bin);
    left.row(k) -= mean.row(bin) + (shower.energy - center[bin]) * slope.row(bin);
  }
  return left;
}

void standardize(const Pool &pool, Table &residuals) {
  Table square = Table::Zero(Eigen::Index(pool.bins.size()), residuals.cols());
  for (Eigen::Index k = 0; k < residuals.rows(); ++k) {
    std::size_t bin = pool.showers[std::size_t(k)].bin;
    square.row(Eigen::Index(bin)).array() += residuals.row(k).array().square() / showersIn(pool.bins[bin]);
  }
  // A bin in which nothing varies has residuals of rounding only.
  Table scale = (square.array() > 1e-24).select(square.array().sqrt().inverse(), 0.0);
  for (Eigen::Index k = 0; k < residuals.rows(); ++k)
    residuals.row(k).array() *= scale.row(Eigen::Index(pool.showers[std::size_t(k)].bin)).array();
}

} // namespace ganc
