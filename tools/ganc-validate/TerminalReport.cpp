// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-validate/Report.h"

#include <fmt/format.h>

namespace ganc {
namespace {

std::string sampleLine(const std::string &letter, const SampleSummary &sample) {
  return fmt::format("{}: {}, {} showers, {:g}-{:g} GeV\n", letter, sample.file, sample.showers,
                     sample.lowestEnergy, sample.highestEnergy);
}

std::string optional(const std::optional<Estimate> &estimate) {
  return estimate ? fmt::format("{:.4g}", estimate->value) : "";
}

std::string figureLine(const Figure &figure, const Judgement &judgement) {
  std::string sigmas = judgement.sigmas ? fmt::format("{:.1f}", *judgement.sigmas) : "";
  return fmt::format("{:<17} {:>9} {:>9} {:>9.3g} {:>8.2g} {:>6} {:>9}  {}\n", figure.name,
                     optional(figure.meanA), optional(figure.meanB), figure.value, figure.error, sigmas,
                     optional(judgement.floor), judgement.text);
}

} // namespace

std::string floorLabel(std::size_t k) {
  return fmt::format("floor {}", k + 1);
}

std::string basisText(const Report &report) {
  switch (report.basis) {
  case Report::Basis::budget:
    return "judged by the budget";
  case Report::Basis::floor:
    return "judged by the noise floor (5 % false alarms for all figures together)";
  case Report::Basis::errors:
    break;
  }
  return "judged by statistical errors (5 % false alarms for all figures together)";
}

std::string terminalReport(const Report &report) {
  std::string text = sampleLine("A", report.a) + sampleLine("B", report.b);
  for (std::size_t k = 0; k < report.floor.size(); ++k)
    text += sampleLine(floorLabel(k), report.floor[k]);
  text += fmt::format("{}{}\n\n", report.paired ? "paired, " : "", basisText(report));
  text += fmt::format("{:<17} {:>9} {:>9} {:>9} {:>8} {:>6} {:>9}  {}\n", "observable", "mean A", "mean B",
                      "distance", "+-", "sigma", "floor", "verdict");
  for (std::size_t k = 0; k < report.figures.size(); ++k)
    text += figureLine(report.figures[k], report.judgements[k]);
  for (const std::string &note : report.notes)
    text += "\nnote: " + note;
  return text +
         fmt::format("{}\n{}\n", report.notes.empty() ? "" : "\n", report.passed() ? "passed" : "FAILED");
}

} // namespace ganc
