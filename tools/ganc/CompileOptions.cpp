// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "tools/ganc/CompileOptions.h"

#include <CLI/CLI.hpp>
#include <fmt/ranges.h>

namespace ganc {

namespace {

template <typename Value> using Names = std::map<std::string, Value>;

const Names<Int8> kInt8{{"auto", Int8::Auto}, {"all", Int8::All}};
const Names<Batch> kBatches{{"1", Batch::One}, {"many", Batch::Many}};

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
  app.add_option("--calibration-method", options.calibrationMethod,
                 "how ranges are estimated (default percentile)")
      ->check(CLI::IsMember({"minmax", "percentile"}))
      ->needs("--int8")
      ->option_text("minmax|percentile");
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
      {"--target", fmt::format("{}", fmt::join(options.targets, ","))},
      {"--disable-pass", fmt::format("{}", fmt::join(options.disabledPasses, ","))}};
  for (const auto &[name, value] : named)
    if (!value.empty())
      result.push_back(name + "=" + value);
  return result;
}

} // namespace ganc
