// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-validate/Report.h"

#include <nlohmann/json.hpp>

namespace ganc {
namespace {

using nlohmann::ordered_json;

ordered_json summaryOf(const SampleSummary &sample) {
  return {{"file", sample.file},
          {"showers", sample.showers},
          {"duplicates", sample.duplicates},
          {"primary_energy_gev", {sample.lowestEnergy, sample.highestEnergy}}};
}

void addEstimate(ordered_json &object, const char *key, const std::optional<Estimate> &estimate) {
  if (estimate)
    object[key] = {{"value", estimate->value}, {"error", estimate->error}};
}

void addNumber(ordered_json &object, const char *key, const std::optional<double> &number) {
  if (number)
    object[key] = *number;
}

const char *wordFor(Verdict verdict) {
  return verdict == Verdict::within ? "within" : verdict == Verdict::outside ? "outside" : "not judged";
}

ordered_json curveOf(const Curve &curve) {
  return {{"axis", curve.axis}, {curve.bars ? "edges" : "positions", curve.position},
          {"a", curve.a},       {"a_error", curve.aError},
          {"b", curve.b},       {"b_error", curve.bError}};
}

ordered_json figureOf(const Figure &figure, const Judgement &judgement) {
  ordered_json object{{"name", figure.name},  {"family", figure.family},     {"title", figure.title},
                      {"unit", figure.unit},  {"distance", figure.distance}, {"value", figure.value},
                      {"error", figure.error}};
  addNumber(object, "p", figure.probability);
  addNumber(object, "p_adjusted", judgement.adjusted);
  addNumber(object, "sigma", judgement.sigmas);
  addNumber(object, "floor_pairs_farther", judgement.farther);
  addNumber(object, "budget", judgement.budget);
  addEstimate(object, "floor", judgement.floor);
  addEstimate(object, "mean_a", figure.meanA);
  addEstimate(object, "mean_b", figure.meanB);
  addEstimate(object, "wasserstein", figure.wasserstein);
  addEstimate(object, "separation", figure.separation);
  object["verdict"] = wordFor(judgement.verdict);
  object["text"] = judgement.text;
  if (!figure.curve.a.empty())
    object["curve"] = curveOf(figure.curve);
  return object;
}

} // namespace

std::string jsonReport(const Report &report) {
  constexpr const char *bases[] = {"errors", "floor", "budget"};
  ordered_json root{{"passed", report.passed()},
                    {"judged_by", bases[int(report.basis)]},
                    {"paired", report.paired},
                    {"generator", report.generator},
                    {"grid", {report.grid.x, report.grid.y, report.grid.z}},
                    {"a", summaryOf(report.a)},
                    {"b", summaryOf(report.b)}};
  for (const SampleSummary &sample : report.floor)
    root["floor"].push_back(summaryOf(sample));
  root["figures"] = ordered_json::array();
  for (std::size_t k = 0; k < report.figures.size(); ++k)
    root["figures"].push_back(figureOf(report.figures[k], report.judgements[k]));
  root["notes"] = report.notes;
  // File names need not be UTF-8.
  return root.dump(1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

} // namespace ganc
