// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "tools/ganc/CompileOptions.h"

#include <CLI/CLI.hpp>
#include <fmt/ranges.h>

#include <charconv>
#include <cmath>
#include <limits>

namespace ganc {

namespace {

template <typename Value> using Names = std::map<std::string, Value>;

const Names<Int8> kInt8{{"auto", Int8::Auto}, {"all", Int8::All}};
const Names<Batch> kBatches{{"1", Batch::One}, {"many", Batch::Many}};

/// Nothing when it is none.
std::optional<double> parseShare(std::string_view text) {
  double share = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), share);
  const bool isWhole = error == std::errc() && stop == text.data() + text.size();
  return isWhole && std::isfinite(share) && share >= 0 ? std::optional(share) : std::nullopt;
}

/// Takes over one "energy:MEDIAN[/P90]" or "classifier:AREA"; false where it is neither.
bool parseLimit(std::string_view text, DamageBudget &budget) {
  const size_t colon = text.find(':'), slash = text.find('/');
  const std::string_view key = text.substr(0, colon);
  if (colon == std::string_view::npos || (key != "energy" && key != "classifier"))
    return false;
  const auto first = parseShare(text.substr(colon + 1, slash - colon - 1));
  (key == "energy" ? budget.median : budget.area) = first.value_or(0);
  if (slash == std::string_view::npos)
    return first.has_value();
  const auto second = parseShare(text.substr(slash + 1));
  budget.p90 = second.value_or(0);
  return first && second && key == "energy";
}

/// Limits, separated by commas; what has none may be infinite.
std::optional<DamageBudget> parseBudget(std::string_view text) {
  constexpr double none = std::numeric_limits<double>::infinity();
  DamageBudget budget{none, none, none};
  for (size_t comma = 0; comma != std::string_view::npos;
       text.remove_prefix(std::min(comma, text.size() - 1) + 1)) {
    comma = text.find(',');
    if (!parseLimit(text.substr(0, comma), budget))
      return std::nullopt;
  }
  return budget;
}

std::string budgetError(const std::string &text) {
  return fmt::format(
      "is '{}', expected energy:MEDIAN, energy:MEDIAN/P90, classifier:AREA or both with a comma, numbers "
      "of 0 or more, such as energy:0.005/0.015,classifier:0.01",
      text);
}

std::string textOf(const std::optional<DamageBudget> &budget) {
  std::vector<std::string> limits;
  if (budget && std::isfinite(budget->median))
    limits.push_back(std::isinf(budget->p90) ? fmt::format("energy:{}", budget->median)
                                             : fmt::format("energy:{}/{}", budget->median, budget->p90));
  if (budget && std::isfinite(budget->area))
    limits.push_back(fmt::format("classifier:{}", budget->area));
  return fmt::format("{}", fmt::join(limits, ","));
}

void addNetwork(CLI::App &app, Options &options) {
  app.add_option("--generator", options.generator,
                 "what inputs and outputs mean; default: MODEL.toml, else generator.toml, beside the model")
      ->option_text("FILE.toml");
  app.add_option(
         "-O", options.optimization,
         "0: as imported, naive kernels | 1: exact folds | 2: tiles by cost model | 3: the same as 2 in this "
         "version (default 2)")
      ->check(CLI::Range(0, 3))
      ->option_text("LEVEL");
  app.add_option("--batch")
      ->description("showers in a call that folding and schedules are tuned for (default many)")
      ->check(CLI::IsMember(kBatches))
      ->each([&options](const std::string &text) { options.batch = kBatches.at(text); })
      ->option_text("1|many");
  app.add_option("--target", options.targets, "CPUs to make code for (default native)")
      ->delimiter(',')
      ->option_text("T[,T...]");
  app.add_option("--disable-pass", options.disabledPasses, "leave a pass out (checks of levels stay)")
      ->delimiter(',')
      ->option_text("NAME[,...]");
}

void addQuantization(CLI::App &app, Options &options) {
  // A flag, so that in `ganc --int8 MODEL.onnx` the model is not taken for its value.
  app.add_flag("--int8{auto}")
      ->description("quantize: auto (default), where the physics allows it, or all")
      ->check(CLI::IsMember(kInt8))
      ->each([&options](const std::string &text) { options.int8 = kInt8.at(text); })
      ->option_text("[=auto|all]");
  app.add_option("--precision", options.precisionPins, "pin an ONNX node's precision")
      ->delimiter(',')
      ->needs("--int8")
      ->option_text("NODE:u8|s16|f32[,...]");
  app.add_option("--calibration", options.calibrationFile, "calibrate on recorded inputs")
      ->needs("--int8")
      ->option_text("FILE.h5");
  app.add_option(
         "--calibration-method", options.calibrationMethod,
         "how ranges of 8 bit sources are estimated (default auto: op by op, by measured damage; at -O0 and "
         "-O1 percentile)")
      ->check(CLI::IsMember({"minmax", "percentile", "entropy", "mse", "auto"}))
      ->needs("--int8")
      ->option_text("minmax|percentile|entropy|mse|auto");
  app.add_option("--budget")
      ->description(
          "tolerated energy error: its median, and its 90th percentile where given; tolerated estimate of "
          "the "
          "area - 1/2 by which a classifier tells profiles from float32 (default: the noise floor, and 0.01)")
      ->check(CLI::Validator(
          [](const std::string &text) { return parseBudget(text) ? "" : budgetError(text); }, ""))
      ->each([&options](const std::string &text) { options.budget = parseBudget(text); })
      ->needs("--int8")
      ->option_text("energy:MEDIAN[/P90],classifier:AREA");
}

/// What was typed for a value; empty when it is none of those.
template <typename Value> std::string textOf(const Names<Value> &names, Value value) {
  for (const auto &[text, named] : names)
    if (named == value)
      return text;
  return "";
}

} // namespace

void addCompileOptions(CLI::App &app, Options &options) {
  addNetwork(app, options);
  addQuantization(app, options);
}

std::vector<std::string> decisiveOptions(const Options &options) {
  std::vector<std::string> result{"-O" + std::to_string(options.optimization),
                                  "--batch=" + textOf(kBatches, options.batch)};
  const std::pair<std::string, std::string> named[] = {
      {"--int8", textOf(kInt8, options.int8)},
      {"--precision", fmt::format("{}", fmt::join(options.precisionPins, ","))},
      {"--calibration-method", options.int8 == Int8::Off ? "" : options.calibrationMethod},
      {"--budget", textOf(options.budget)},
      {"--target", fmt::format("{}", fmt::join(options.targets, ","))},
      {"--disable-pass", fmt::format("{}", fmt::join(options.disabledPasses, ","))}};
  for (const auto &[name, value] : named)
    if (!value.empty())
      result.push_back(name + "=" + value);
  return result;
}

} // namespace ganc
