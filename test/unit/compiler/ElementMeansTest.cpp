// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/ElementMeans.h"

#include <gmock/gmock.h>

using namespace ganc;
using testing::ElementsAre;

TEST(ElementMeans, countsShowersByTheInverseOfTheirMeanSquare) {
  ElementMeans means;
  means.add(std::vector<float>{1, 1, 2, -2}, 2); // mean squares 1 and 4
  means.add(std::vector<float>{0, 0}, 1);        // does not count
  EXPECT_THAT(means.mean(), ElementsAre((1 + 2 / 4.0) / (1 + 1 / 4.0), (1 - 2 / 4.0) / (1 + 1 / 4.0)));
}

TEST(ElementMeans, leavesTheLeastRelativeErrors) {
  const std::vector<float> showers{1, 3, 40, 20};
  ElementMeans means;
  means.add(showers, 2);
  const auto errors =
      [&](double shift) { // squared and relative, of a weight that is off by 1 on the first element
        double sum = 0;
        for (int n = 0; n < 2; n++) {
          const double a = showers[2 * n], b = showers[2 * n + 1];
          sum += (a - shift) * (a - shift) / (a * a + b * b);
        }
        return sum;
      };
  const double best = means.mean()[0];
  EXPECT_LT(errors(best), errors(best * 1.01));
  EXPECT_LT(errors(best), errors(best * 0.99));
}

TEST(ElementMeans, areZeroWithoutAShowerThatCounts) {
  ElementMeans means;
  means.add(std::vector<float>{0, 0}, 1);
  EXPECT_THAT(means.mean(), ElementsAre(0, 0));
}
