// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/generate/CommandLine.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>
#include <limits>

namespace ganc {
namespace {

constexpr int mostThreads = 1024;

// The whole text is one number of this type, between the limits.
template <typename Number>
Number number(const std::string &option, std::string_view text, Number least, Number most,
              const std::string &expected) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !(value >= least && value <= most))
    throw CLI::ValidationError(option, fmt::format("is '{}', expected {}", text, expected));
  return value;
}

ConditionSetting setting(const Condition &condition, std::string_view text) {
  constexpr double most = std::numeric_limits<double>::max();
  const std::string expected = "a number or LOW:HIGH", option = "--" + condition.name;
  const size_t colon = text.find(':');
  const double low = number(option, text.substr(0, colon), -most, most, expected);
  if (colon == text.npos)
    return {low, low};
  return {low, number(option, text.substr(colon + 1), -most, most, expected)};
}

std::string conditionHelp(const Condition &condition) {
  const std::string range = condition.values.empty() ? fmt::format("{}:{}", condition.low, condition.high)
                                                     : fmt::format("{}", fmt::join(condition.values, ", "));
  return fmt::format("{}{}{}: a value, or LOW:HIGH to draw from (default {})", condition.name,
                     condition.unit.empty() ? "" : " in ", condition.unit, range);
}

// As written by the user.
struct Texts {
  std::string count, seed = "1", first = "0", threads = "1";
  std::vector<std::string> conditions;
};

void addOptions(CLI::App &app, const Description &description, Texts &texts, GenerateOptions &options) {
  app.add_option("-n", texts.count, "how many showers")->required()->option_text("N");
  app.add_option("--seed", texts.seed, "which random numbers (default 1)")->option_text("S");
  app.add_option("--first", texts.first, "number of the first shower (default 0)")->option_text("K");
  app.add_option("--threads", texts.threads, "how many threads make showers; changes no byte (default 1)")
      ->option_text("T");
  app.add_option("-o", options.output, fmt::format("the HDF5 file (default {})", options.output))
      ->option_text("FILE.h5");
  texts.conditions.resize(description.conditions.size());
  for (size_t c = 0; c < description.conditions.size(); c++)
    app.add_option("--" + description.conditions[c].name, texts.conditions[c],
                   conditionHelp(description.conditions[c]))
        ->option_text("VALUE|LOW:HIGH");
}

void convert(const Texts &texts, const Description &description, GenerateOptions &options) {
  const std::string whole = "a whole number from 0 to ";
  constexpr int64_t mostShowers = std::numeric_limits<int64_t>::max();
  constexpr uint64_t mostSeed = std::numeric_limits<uint64_t>::max();
  options.count = number<int64_t>("-n", texts.count, 0, mostShowers, whole + std::to_string(mostShowers));
  options.sampling.seed =
      number<uint64_t>("--seed", texts.seed, 0, mostSeed, whole + std::to_string(mostSeed));
  const uint64_t lastFirst = mostSeed - uint64_t(options.count);
  options.first = number<uint64_t>("--first", texts.first, 0, lastFirst, whole + std::to_string(lastFirst));
  options.threads =
      number<int>("--threads", texts.threads, 1, mostThreads, fmt::format("1 to {}", mostThreads));
  options.sampling.settings.resize(texts.conditions.size());
  for (size_t c = 0; c < texts.conditions.size(); c++)
    if (!texts.conditions[c].empty())
      options.sampling.settings[c] = setting(description.conditions[c], texts.conditions[c]);
}

} // namespace

std::variant<GenerateOptions, int> parseCommandLine(const ganc_model &model, const Description &description,
                                                    int argc, char **argv) {
  const std::string name = std::string(model.name) + "-generate";
  GenerateOptions options;
  options.output = std::string(model.name) + ".h5";
  Texts texts;
  CLI::App app(fmt::format("Makes showers: {}", description.name.empty() ? model.name : description.name),
               name);
  app.set_help_flag("--help", "print this and exit");
  app.set_version_flag("--version", fmt::format("{} (ganc {})", name, model.version));
  try {
    addOptions(app, description, texts, options);
    app.parse(argc, argv);
    convert(texts, description, options);
  } catch (const CLI::ParseError &error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  return options;
}

} // namespace ganc
