// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/physics/Comparison.h"
#include "runtime/physics/CompareDistribution.h"
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

} // namespace

std::vector<Figure> compareSamples(const Pool &pool, const Sample &a, const Sample &b) {
  Bootstrap bootstrap(pool.showers.size());
  std::vector<Figure> figures = compareResponse(pool, pooledValues(pool, a, b, 0, 1), bootstrap);
  std::size_t column = 0;
  for (const Observable &row : observables()) {
    std::size_t width = row.width(a.grid());
    Table values = pooledValues(pool, a, b, column, width);
    bool distribution = row.axis.empty();
    figures.push_back(distribution ? compareDistribution(pool, values, bootstrap)
                                   : compareMeans(pool, values, bootstrap));
    describe(figures.back(), row, a.grid());
    column += width;
  }
  return figures;
}

} // namespace ganc
