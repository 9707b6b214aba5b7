// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One figure of merit of two samples A and B, with all that a report shows of it.

#ifndef GANC_RUNTIME_PHYSICS_FIGURE_H
#define GANC_RUNTIME_PHYSICS_FIGURE_H

#include <optional>
#include <string>
#include <vector>

namespace ganc {

/// What is drawn: A and B side by side. Points at `position`, or bars between consecutive edges in it.
struct Curve {
  std::string axis, valueAxis; ///< titles of the two axes, with units
  bool bars = false;           ///< position has one entry more than the others
  std::vector<double> position = {}, a = {}, aError = {}, b = {}, bError = {};
};

struct Estimate {
  double value = 0, error = 0;
};

struct Figure {
  std::string name, family, title, unit;
  std::string distance; ///< what `value` is, in words
  double value = 0;     ///< the distance of A and B; 0 means equal
  double error = 0;     ///< its statistical error
  /// P(as different or more) when A and B follow the same law. Absent when there is no such test.
  std::optional<double> probability = {};
  /// Of a distribution: means, and the further distances (wasserstein in standard deviations).
  std::optional<Estimate> meanA = {}, meanB = {}, wasserstein = {}, separation = {};
  Curve curve = {};
};

} // namespace ganc

#endif
