// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/physics/Comparison.h"
#include "runtime/physics/BalancedPool.h"
#include "runtime/physics/CompareCorrelations.h"
#include "runtime/physics/CompareDistribution.h"
#include "runtime/physics/CompareFrechet.h"
#include "runtime/physics/CompareMeans.h"
#include "runtime/physics/CompareResponse.h"

namespace ganc {
namespace {

void describe(Figure &figure, const Observable &row, Grid grid) {
  figure.name = row.name;
  figure.family = row.family;
  figure.title = row.title;
  figure.unit = row.unit;
  if (row.axis.empty()) {
    figure.curve.axis = figure.title + (figure.unit.empty() ? "" : " / " + figure.unit);
    return;
  }
  figure.curve.axis = row.axis;
  figure.curve.valueAxis = "mean / " + figure.unit;
  for (std::size_t k = 0; k < row.width(grid); ++k)
    figure.curve.position.push_back(row.position(k));
}

/// What all observables of one number have in common: their correlations, those of the layers, and the
/// distance in all of them.
void addJoint(std::vector<Figure> &figures, const Pool &whole, const Table &numbers, const Table &layers) {
  const BalancedPool balanced = balance(whole);
  const Pool &pool = balanced.pool;
  const auto &rows = balanced.rows;
  Bootstrap bootstrap(rows.size());
  auto add = [&](const char *name, const char *title, const Table &values) {
    if (values.cols() < 2)
      return; // a grid of one layer
    Figure &figure = figures.emplace_back(compareCorrelations(pool, values(rows, Eigen::all), bootstrap));
    figure.name = name;
    figure.family = "correlations";
    figure.title = title;
  };
  add("correlations", "correlations of the observables of one number", numbers);
  add("layer-correlations", "correlations of the layers (z)", layers);
  figures.push_back(compareFrechet(pool, numbers(rows, Eigen::all)));
}

} // namespace

std::vector<Figure> compareSamples(const Pool &pool, const Sample &a, const Sample &b) {
  Bootstrap bootstrap(pool.showers.size());
  std::vector<Figure> figures = compareResponse(pool, pooledValues(pool, a, b, 0, 1), bootstrap);
  Table numbers(Eigen::Index(pool.showers.size()), 0), layers = numbers;
  std::size_t column = 0;
  for (const Observable &row : observables()) {
    std::size_t width = row.width(a.grid());
    Table values = pooledValues(pool, a, b, column, width);
    bool distribution = row.axis.empty();
    figures.push_back(distribution ? compareDistribution(pool, values, bootstrap)
                                   : compareMeans(pool, values, bootstrap));
    describe(figures.back(), row, a.grid());
    if (distribution) {
      numbers.conservativeResize(Eigen::NoChange, numbers.cols() + 1);
      numbers.rightCols(1) = values;
    } else if (row.name == "profile-z") {
      layers = values;
    }
    column += width;
  }
  addJoint(figures, pool, numbers, layers);
  return figures;
}

} // namespace ganc
