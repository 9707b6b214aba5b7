// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Probabilities against published values, distances against values computed by hand.
#include "runtime/physics/Bootstrap.h"
#include "runtime/physics/Distances.h"
#include "runtime/physics/Quantile.h"
#include "runtime/physics/Significance.h"

#include <gmock/gmock.h>
#include <random>

using namespace ganc;

TEST(Significance, kolmogorovMatchesTheTabulatedCriticalValue) {
  // Q(1.3581) = 0.05, Q(1.6276) = 0.01 (Smirnov 1948); the correction of Stephens vanishes for large samples.
  EXPECT_NEAR(kolmogorovProbability(1.3581e-4, 1e8), 0.05, 1e-4);
  EXPECT_NEAR(kolmogorovProbability(1.6276e-4, 1e8), 0.01, 1e-4);
  EXPECT_EQ(kolmogorovProbability(0, 100), 1);
}

TEST(Significance, chiSquaredMatchesTables) {
  EXPECT_NEAR(chiSquaredProbability(3.841459, 1), 0.05, 1e-6);
  EXPECT_NEAR(chiSquaredProbability(18.307038, 10), 0.05, 1e-6);
  EXPECT_EQ(chiSquaredProbability(0, 3), 1);
  EXPECT_EQ(chiSquaredProbability(HUGE_VAL, 3), 0);
}

TEST(Significance, quadraticFormOfIndependentEntriesIsChiSquared) {
  EXPECT_NEAR(quadraticFormProbability(18.307038, 10, 10, 10), 0.05, 1e-6);
}

TEST(Significance, quadraticFormOfEqualEntriesIsOneEntryCountedOften) {
  // Five times the same normal: R = ones, tr R^k = 5^k, q = 5 z^2.
  EXPECT_NEAR(quadraticFormProbability(5 * 3.841459, 5, 25, 125), 0.05, 1e-6);
}

TEST(Significance, sigmasInvertTheNormalTail) {
  EXPECT_NEAR(sigmas(2 * normalTail(1.0)), 1, 1e-9);
  EXPECT_NEAR(sigmas(2 * normalTail(8.0)), 8, 1e-6);
  EXPECT_EQ(sigmas(1), 0);
  EXPECT_EQ(sigmas(0), 37);
}

TEST(Significance, holmStepsDownAndStaysMonotone) {
  double p[] = {0.01, 0.04, 0.03, 0.005};
  EXPECT_THAT(holmAdjusted(p), testing::Pointwise(testing::DoubleNear(1e-12), {0.03, 0.06, 0.06, 0.02}));
}

TEST(Distances, ofShiftedValuesAreTheShift) {
  std::vector<double> values{0, 1, 2, 3, 0.5, 1.5, 2.5, 3.5};
  Distances found = Distribution(values, 4).distances();
  EXPECT_DOUBLE_EQ(found.kolmogorov, 0.25);
  EXPECT_DOUBLE_EQ(found.wasserstein, 0.5);
  EXPECT_DOUBLE_EQ(found.separation, 1);
}

TEST(Distances, ofTiedValuesAreZero) {
  std::vector<double> values{1, 1, 2, 1, 1, 2};
  Distances found = Distribution(values, 3).distances();
  EXPECT_NEAR(found.kolmogorov, 0, 1e-15);
  EXPECT_NEAR(found.wasserstein, 0, 1e-15);
  EXPECT_NEAR(found.separation, 0, 1e-15);
}

TEST(Distances, countWeightsLikeRepetitions) {
  std::vector<double> values{0, 1, 5, 2, 3}, repeated{0, 0, 1, 2, 3, 3};
  std::vector<unsigned char> weights{2, 1, 0, 1, 2};
  Distances weighted = Distribution(values, 3).distances(weights),
            plain = Distribution(repeated, 3).distances();
  EXPECT_DOUBLE_EQ(weighted.kolmogorov, plain.kolmogorov);
  EXPECT_DOUBLE_EQ(weighted.wasserstein, plain.wasserstein);
}

TEST(Bootstrap, givesTheErrorOfAMean) {
  constexpr std::size_t n = 400;
  std::mt19937_64 random(1);
  std::normal_distribution<double> normal;
  std::vector<double> values(n);
  for (double &value : values)
    value = normal(random);
  double error = Bootstrap(n).error([&](auto weights) {
    double sum = 0, total = 0;
    for (std::size_t k = 0; k < n; ++k) {
      sum += weights[k] * values[k];
      total += weights[k];
    }
    return sum / total;
  });
  // 1 / sqrt(n) = 0.05, known to 7 % from 100 replicas.
  EXPECT_NEAR(error, 0.05, 0.01);
}

TEST(Quantile, interpolatesAndIsInfiniteForNoValues) {
  std::vector<double> values{4, 1, 3, 2};
  EXPECT_DOUBLE_EQ(quantile(values, 0.5), 2.5);
  EXPECT_DOUBLE_EQ(quantile(values, 1), 4);
  EXPECT_EQ(quantile({}, 0.5), HUGE_VAL);
}
