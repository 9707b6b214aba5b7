// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The verdict on each figure, and on all of them. Three ways to judge, the first that is given:
//
//   budget   figure <= its budget. Figures without one are shown but not judged.
//   floor    C and D are two samples that only differ in their seeds. A figure is outside of the floor when
//            A and B differ significantly (p) and significantly more than C and D. Both differences are
//            measured in sigmas s (normal deviates of their p), each of unit variance or less when nothing
//            is wrong:  p_floor = P(normal > (s_AB - s_CD) / sqrt(2)).  Both must hold, so p = max(p,
//            p_floor) (intersection-union test, Berger, Technometrics 24, 1982): a lucky floor fails no good
//            sample, and a floor that differs by itself excuses what is no worse. Sigmas grow with the number
//            of showers, so C and D should be about as large as A and B.
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
  std::optional<Estimate> floor;
  std::optional<double> budget;
};

constexpr double familyWiseLevel = 0.05;

/// From a figure's name or its family to the largest tolerated value; a name comes before a family.
using Budget = std::map<std::string, double>;

std::vector<Judgement> judgeByErrors(const std::vector<Figure> &figures);
/// floor: figures of C and D, found by name.
std::vector<Judgement> judgeByFloor(const std::vector<Figure> &figures, const std::vector<Figure> &floor);
std::vector<Judgement> judgeByBudget(const std::vector<Figure> &figures, const Budget &budget);

/// All that a budget can name: the figures and, after them, the families of several.
std::vector<std::string> budgetKeys(const std::vector<Figure> &figures);

/// Keys of the budget that name no figure and no family.
std::vector<std::string> unknownKeys(const std::vector<Figure> &figures, const Budget &budget);

} // namespace ganc

#endif
