// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/physics/CompareClassifier.h"
#include "runtime/physics/BalancedPool.h"
#include "runtime/physics/BoostedTrees.h"
#include "runtime/physics/RankArea.h"
#include "runtime/physics/Significance.h"

#include <cmath>

namespace ganc {
namespace {

constexpr std::size_t folds = 5;

Features featuresOf(const Pool &pool, const Sample &a, const Sample &b) {
  auto columns = Eigen::Index(observableColumns(a.grid()));
  Features features(Eigen::Index(pool.showers.size()), columns + 1);
  for (std::size_t k = 0; k < pool.showers.size(); ++k) {
    const PooledShower &shower = pool.showers[k];
    auto row = features.row(Eigen::Index(k));
    row[0] = float(shower.energy);
    row.tail(columns) =
        Eigen::Map<const Eigen::RowVectorXf>((shower.ofB ? b : a).row(shower.row).data(), columns);
  }
  return features;
}

/// Alternating inside of each sample.
std::size_t foldOf(const Pool &pool, std::size_t k) {
  return (k < pool.a ? k : k - pool.a) % folds;
}

Estimate areaOfFold(const Pool &pool, const Features &features, std::size_t fold) {
  std::vector<Eigen::Index> learned, judged;
  std::vector<float> labels;
  std::size_t judgedOfA = 0;
  for (std::size_t k = 0; k < pool.showers.size(); ++k) {
    bool here = foldOf(pool, k) == fold;
    (here ? judged : learned).push_back(Eigen::Index(k));
    judgedOfA += here && k < pool.a;
    if (!here)
      labels.push_back(pool.showers[k].ofB);
  }
  std::vector<double> scores =
      boostedTreeScores(features(learned, Eigen::all), labels, features(judged, Eigen::all));
  std::span<const double> all(scores);
  return rankArea(all.first(judgedOfA), all.subspan(judgedOfA));
}

} // namespace

Figure compareClassifier(const Pool &whole, const Sample &a, const Sample &b) {
  const Pool pool = balance(whole).pool;
  Features features = featuresOf(pool, a, b);
  Figure figure{"classifier", "classifier", "boosted trees that tell A from B", "", "AUC - 1/2"};
  double variance = 0;
  for (std::size_t fold = 0; fold < folds; ++fold) {
    Estimate area = areaOfFold(pool, features, fold);
    figure.value += (area.value - 0.5) / folds;
    variance += area.error * area.error / folds / folds;
  }
  figure.error = std::sqrt(variance);
  // The folds' areas are of n / 5 and m / 5 showers each, and independent.
  double noise = rankAreaNoise(double(pool.a) / folds, double(pool.b) / folds) / std::sqrt(double(folds));
  figure.probability = std::min(1.0, normalTail(figure.value / noise));
  return figure;
}

} // namespace ganc
