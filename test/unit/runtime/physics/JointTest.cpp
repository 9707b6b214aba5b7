// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Figures of several observables together, against values known for Gaussians.
#include "runtime/physics/CompareCorrelations.h"
#include "runtime/physics/CompareFrechet.h"

#include <cmath>
#include <gtest/gtest.h>
#include <numbers>
#include <random>

using namespace ganc;

namespace {

/// Showers of one energy: residuals are the values themselves, less their mean.
Pool poolOf(std::size_t a, std::size_t b) {
  return makePool(std::vector<double>(a, 100), std::vector<double>(b, 100));
}

/// n rows of two normal numbers of this correlation.
Table correlated(Eigen::Index n, double correlation, std::mt19937 &random) {
  std::normal_distribution<double> normal;
  Table rows(n, 2);
  for (Eigen::Index k = 0; k < n; ++k) {
    double x = normal(random), y = normal(random);
    rows.row(k) << x, correlation * x + std::sqrt(1 - correlation * correlation) * y;
  }
  return rows;
}

Table stacked(const Table &a, const Table &b) {
  Table both(a.rows() + b.rows(), a.cols());
  both << a, b;
  return both;
}

/// Spearman's of a Gaussian (Pearson 1907).
double spearman(double correlation) {
  return 6 / std::numbers::pi * std::asin(correlation / 2);
}

} // namespace

TEST(CompareCorrelations, findsTheDifferenceOfGaussians) {
  std::mt19937 random(1);
  Table values = stacked(correlated(4000, 0.5, random), correlated(4000, 0.7, random));
  Pool pool = poolOf(4000, 4000);
  Figure figure = compareCorrelations(pool, values, Bootstrap(8000));
  EXPECT_NEAR(figure.value, spearman(0.7) - spearman(0.5), 4 * figure.error);
  // The error of a rank correlation is about (1 - r^2) / sqrt(n): 0.0121 and 0.0084.
  EXPECT_NEAR(figure.error, 0.0147, 0.004);
  EXPECT_LT(*figure.probability, 1e-6);
}

TEST(CompareCorrelations, doesNotSeeTheScaleOfAColumn) {
  std::mt19937 random(2);
  Table a = correlated(2000, 0.5, random), b = correlated(2000, 0.5, random);
  b.col(0).array() += 0.3;
  EXPECT_GT(*compareCorrelations(poolOf(2000, 2000), stacked(a, b), Bootstrap(4000)).probability, 0.01);
}

TEST(CompareCorrelations, raisesFalseAlarmsAsOftenAsItSays) {
  std::mt19937 random(3);
  Pool pool = poolOf(300, 200);
  Bootstrap bootstrap(500);
  int alarms = 0;
  for (int pair = 0; pair < 200; ++pair) {
    Table values = stacked(correlated(300, 0.9, random), correlated(200, 0.9, random)).array().exp();
    alarms += *compareCorrelations(pool, values, bootstrap).probability < 0.05;
  }
  // 10 expected; 21 or more, or none, has a probability under 0.1 %.
  EXPECT_LE(alarms, 20);
  EXPECT_GE(alarms, 1);
}

TEST(CompareCorrelations, survivesAColumnThatDoesNotVary) {
  std::mt19937 random(4);
  Table values = correlated(200, 0.5, random);
  values.col(1).setConstant(3);
  Figure figure = compareCorrelations(poolOf(100, 100), values, Bootstrap(200));
  EXPECT_EQ(figure.value, 0);
  EXPECT_EQ(figure.probability, 1);
}

TEST(FrechetDistance, isThatOfGaussians) {
  Eigen::Vector2d origin(0, 0), moved(3, 4);
  Eigen::Matrix2d a{{2, 1}, {1, 2}}, b{{1, 0}, {0, 3}};
  EXPECT_NEAR(frechetDistance(origin, a, moved, a), 25, 1e-12);
  // For 2 x 2 the trace of a root of M is sqrt(tr M + 2 sqrt(det M)); here M = a b.
  EXPECT_NEAR(frechetDistance(origin, a, origin, b), 8 - 2 * std::sqrt(14.0), 1e-12);
}

TEST(CompareFrechet, findsAShiftOfOneColumn) {
  std::mt19937 random(5);
  Table a = correlated(3000, 0, random), b = correlated(3000, 0, random);
  b.col(0).array() += 0.5;
  Figure figure = compareFrechet(poolOf(3000, 3000), stacked(a, b));
  // The shift in units of the rms of A and B together, which it widens to sqrt(1 + 0.5^2 / 4).
  EXPECT_NEAR(figure.value, 0.25 / 1.0625, 4 * figure.error);
  EXPECT_LT(figure.error, 0.05);
  EXPECT_LT(*figure.probability, 1e-6);
}

TEST(CompareFrechet, isUnbiasedAndRaisesFewFalseAlarms) {
  std::mt19937 random(6);
  Pool pool = poolOf(150, 150);
  double mean = 0, squares = 0;
  int alarms = 0;
  constexpr int pairs = 100;
  for (int pair = 0; pair < pairs; ++pair) {
    Figure figure = compareFrechet(pool, stacked(correlated(150, 0.5, random), correlated(150, 0.5, random)));
    mean += figure.value / pairs;
    squares += figure.value * figure.value / pairs;
    alarms += *figure.probability < 0.05;
  }
  // Without the extrapolation the mean would be about 0.03, ten times its error.
  EXPECT_LT(std::abs(mean), 3 * std::sqrt(squares / pairs));
  EXPECT_LE(alarms, 13); // 5 expected; more has a probability of 0.05 %
}
