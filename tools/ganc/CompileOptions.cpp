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

/// "energy:MEDIAN" or "energy:MEDIAN/P90".
std::optional<DamageBudget> parseBudget(std::string_view text) {
  constexpr std::string_view key = "energy:";
  if (!text.starts_with(key))
    return std::nullopt;
  text.remove_prefix(key.size());
  const size_t slash = text.find('/');
  const auto median = parseShare(text.substr(0, slash));
  const auto p90 = slash == std::string_view::npos ? std::optional(std::numeric_limits<double>::infinity())
                                                   : parseShare(text.substr(slash + 1));
  return median && p90 ? std::optional(DamageBudget{*median, *p90}) : std::nullopt;
}

std::string budgetError(const std::string &text) {
  return fmt::format("is '{}', expected energy:MEDIAN or energy:MEDIAN/P90 with shares of 0 or more, such as "
                     "energy:0.005/0.015",
                     text);
}

std::string textOf(const std::optional<DamageBudget> &budget) {
  if (!budget)
    return "";
  return std::isinf(budget->p90) ? fmt::format("energy:{}", budget->median)
                                 : fmt::format("energy:{}/{}", budget->median, budget->p90);
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
          "tolerated energy error: its median, and its 90th percentile where given (default: the noise "
          "floor)")
      ->check(CLI::Validator(
          [](const std::string &text) { return parseBudget(text) ? "" : budgetError(text); }, ""))
      ->each([&options](const std::string &text) { options.budget = parseBudget(text); })
      ->needs("--int8")
      ->option_text("energy:MEDIAN[/P90]");
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
