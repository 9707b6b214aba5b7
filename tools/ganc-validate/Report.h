// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The result of a validation, and the three ways to show it. All three show the same figures in the same
// order; none computes anything.

#ifndef GANC_TOOLS_GANC_VALIDATE_REPORT_H
#define GANC_TOOLS_GANC_VALIDATE_REPORT_H

#include "runtime/physics/Shower.h"
#include "runtime/physics/Verdict.h"

#include <algorithm>
#include <string>
#include <vector>

namespace ganc {

struct SampleSummary {
  std::string file;
  std::size_t showers = 0, duplicates = 0;
  double lowestEnergy = 0, highestEnergy = 0; ///< primary, GeV
};

struct Report {
  enum class Basis { errors, floor, budget };

  SampleSummary a, b;
  std::vector<SampleSummary> floor = {}; ///< none, or two and more
  std::string generator = {};            ///< its name, if a description was given
  Grid grid = {};
  bool paired = false;
  Basis basis = Basis::errors;
  std::vector<Figure> figures = {};
  std::vector<Judgement> judgements = {}; ///< one for each figure
  std::vector<std::string> notes = {};    ///< what the reader must know to read the figures right

  bool passed() const {
    return std::ranges::none_of(judgements, [](const Judgement &j) { return j.verdict == Verdict::outside; });
  }
};

/// What the k-th sample of the floor is called.
std::string floorLabel(std::size_t k);

/// "judged by ..." in words.
std::string basisText(const Report &report);

std::string terminalReport(const Report &report);
std::string jsonReport(const Report &report);
std::string htmlReport(const Report &report);

} // namespace ganc

#endif
