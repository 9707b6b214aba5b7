// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/onnx/Nearest.h"

#include <gtest/gtest.h>

#include <cmath>

namespace ganc::onnx_import {
namespace {

/// Source coordinate of position i, as the ONNX documentation writes it.
double coordinate(const std::string &mode, int64_t i, int64_t extent, int64_t factor) {
  if (mode == "asymmetric")
    return double(i) / factor;
  if (mode == "tf_half_pixel_for_nn")
    return (i + 0.5) / factor;
  if (mode == "align_corners")
    return double(i) * (extent - 1) / (extent * factor - 1);
  return (2.0 * i + 1 - factor) / (2.0 * factor); // half_pixel, exact where it is a tie
}

int64_t nearest(const std::string &rounding, double x, int64_t extent) {
  const double rounded = rounding == "floor"                ? std::floor(x)
                         : rounding == "ceil"               ? std::ceil(x)
                         : rounding == "round_prefer_floor" ? std::ceil(x - 0.5)
                                                            : std::floor(x + 0.5);
  return std::clamp<int64_t>(static_cast<int64_t>(rounded), 0, extent - 1);
}

bool repeatsByDefinition(const std::string &mode, const std::string &rounding, int64_t extent,
                         int64_t factor) {
  for (int64_t i = 0; i < extent * factor; i++)
    if (nearest(rounding, coordinate(mode, i, extent, factor), extent) != i / factor)
      return false;
  return true;
}

TEST(Nearest, AcceptsOnlyModesThatRepeatByDefinition) {
  int accepted = 0;
  for (const char *mode : {"half_pixel", "asymmetric", "tf_half_pixel_for_nn", "align_corners"})
    for (const char *rounding : {"floor", "ceil", "round_prefer_floor", "round_prefer_ceil"})
      for (int64_t extent = 1; extent <= 5; extent++)
        for (int64_t factor = 2; factor <= 6; factor++)
          if (repeatsEntries(mode, rounding, extent, factor)) {
            EXPECT_TRUE(repeatsByDefinition(mode, rounding, extent, factor))
                << mode << " " << rounding << " " << extent << " " << factor;
            accepted++;
          }
  // Extent one: 16 pairs of modes times 5 factors. Else 4 extents: four pairs of modes with 5 factors, and
  // one (asymmetric, round_prefer_floor) with factor 2.
  EXPECT_EQ(accepted, 16 * 5 + 4 * (4 * 5 + 1));
}

TEST(Nearest, RejectsWhatShiftsEntries) {
  EXPECT_FALSE(repeatsEntries("half_pixel", "floor", 4, 2));
  EXPECT_FALSE(repeatsEntries("asymmetric", "round_prefer_ceil", 4, 2));
  EXPECT_FALSE(repeatsEntries("asymmetric", "round_prefer_floor", 4, 3));
  EXPECT_FALSE(repeatsEntries("align_corners", "round_prefer_floor", 4, 2));
  EXPECT_FALSE(repeatsEntries("tf_crop_and_resize", "floor", 4, 2));
}

TEST(Nearest, FactorOneIsAlwaysTheSame) {
  EXPECT_TRUE(repeatsEntries("align_corners", "ceil", 4, 1));
}

} // namespace
} // namespace ganc::onnx_import
