// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The verdict on each figure, and on all of them. Three ways to judge, the first that is given:
//
//   budget   figure <= its budget. Figures without one are shown but not judged.
//   floor    samples C, D, ... that only differ in their seeds, each compared with each. A figure is outside
//            of the floor when A and B differ significantly (p) and significantly more than C and D do. All
//            differences are measured in sigmas s (normal deviates of their p), each of unit variance or less
//            when nothing is wrong:
//              p_floor = P(normal > (s_AB - mean s_CD) / sqrt(1 + 1/k)),   k = half the samples of the floor
//            (the mean over all pairs varies no more than that over k pairs without a common sample, Hoeffding,
//            Ann. Math. Stat. 19, 1948). Both must hold, so p = max(p, p_floor) (intersection-union test,
//            Berger, Technometrics 24, 1982): a lucky floor fails no good sample, and a floor that differs by
//            itself excuses what is no worse. Sigmas grow with the number of showers, so the samples of the
//            floor should be about as large as A and B. What has no floor is judged by errors.
//   errors   p of the figure.
//
// Probabilities are adjusted by Holm over all figures that have one: samples of the same law pass as a whole
// in at least 95 % of the cases. Duplicated showers fail whatever the way.

#ifndef GANC_RUNTIME_PHYSICS_VERDICT_H
#define GANC_RUNTIME_PHYSICS_VERDICT_H

#include "runtime/physics/Figure.h"

#include <map>
#include <string>
#include <vector>

namespace ganc {

enum class Verdict { within, outside, unjudged };

struct Judgement {
  Verdict verdict = Verdict::unjudged;
  std::string text;
  std::optional<double> adjusted; ///< Holm's p, where there is one
  std::optional<double> sigmas;   ///< of the figure's own p
  /// The figure of C and D and its error; of several pairs, mean and standard deviation.
  std::optional<Estimate> floor;
  std::optional<double> farther; ///< of several pairs: which fraction has as large a figure or larger
  std::optional<double> budget;
};

constexpr double familyWiseLevel = 0.05;

/// From a figure's name or its family to the largest tolerated value; a name comes before a family.
using Budget = std::map<std::string, double>;

std::vector<Judgement> judgeByErrors(const std::vector<Figure> &figures);
/// The figures of pairs of samples; figures are found by name.
struct Floor {
  std::size_t samples = 0;
  std::vector<std::vector<Figure>> pairs;
};

std::vector<Judgement> judgeByFloor(const std::vector<Figure> &figures, const Floor &floor);
std::vector<Judgement> judgeByBudget(const std::vector<Figure> &figures, const Budget &budget);

/// All that a budget can name: the figures and, after them, the families of several.
std::vector<std::string> budgetKeys(const std::vector<Figure> &figures);

/// Keys of the budget that name no figure and no family.
std::vector<std::string> unknownKeys(const std::vector<Figure> &figures, const Budget &budget);

} // namespace ganc

#endif
