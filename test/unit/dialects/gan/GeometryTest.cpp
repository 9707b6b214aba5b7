// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/gan/ops/Geometry.h"

#include <gmock/gmock.h>

using namespace ganc::gan;
using testing::ElementsAre;

TEST(SourcesOfTaps, areOutsideWherePaddingIs) {
  Convolution c{1, 1, 1, 1, 1, 1, {}};
  c.axes[2] = Axis::conv(3, 3, {2, 1, 1, 1});
  EXPECT_THAT(sourcesOfTaps(c), ElementsAre(ElementsAre(-1, 0, 1), ElementsAre(0, 1, 2)));
}

TEST(SourcesOfTaps, countAllAxesInCOrder) {
  Convolution c{1, 1, 1, 1, 1, 1, {}};
  c.axes[1] = Axis::conv(2, 1, {2, 1, 1, 0});
  c.axes[2] = Axis::conv(3, 2, {2, 1, 1, 0});
  EXPECT_THAT(sourcesOfTaps(c),
              ElementsAre(ElementsAre(0, 1), ElementsAre(1, 2), ElementsAre(3, 4), ElementsAre(4, 5)));
}
