// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-validate/Options.h"

#include <CLI/CLI.hpp>
#include <charconv>
#include <cmath>
#include <fmt/format.h>

namespace ganc {
namespace {

constexpr int wrongUsage = 2;

constexpr const char *footer = R"(
Exit code: 0 all judged figures are within; 1 the input is bad or a figure is outside; 2 wrong usage.
A figure is judged by its budget where --budget is given, else by the floor, else by statistical errors
(5 % false alarms for all figures together). Budget keys are names and families of the table: energy,
profile, resolution, moments, thirds, spectrum, hits, ... With --paired, energy is the median over showers
of |E_sum(B) / E_sum(A) - 1|; without, the relative difference of the mean responses.)";

std::string readBudgetEntry(const std::string &entry, Budget &budget) {
  std::size_t colon = entry.find(':');
  double limit = 0;
  const char *begin = entry.data() + (colon == std::string::npos ? entry.size() : colon + 1);
  const char *end = entry.data() + entry.size();
  auto [stop, error] = std::from_chars(begin, end, limit);
  bool number = error == std::errc() && stop == end && std::isfinite(limit) && limit >= 0;
  if (colon == std::string::npos || colon == 0 || !number)
    return fmt::format(
        "--budget: '{}' is no KEY:VALUE with a value of 0 or more, expected such as energy:0.005", entry);
  budget[entry.substr(0, colon)] = limit;
  return {};
}

std::string readBudget(const std::vector<std::string> &entries, Budget &budget) {
  for (const std::string &entry : entries)
    if (std::string wrong = readBudgetEntry(entry, budget); !wrong.empty())
      return wrong;
  return {};
}

} // namespace

std::variant<ValidateOptions, int> parseValidateOptions(int argc, const char *const *argv) {
  ValidateOptions options;
  std::vector<std::string> budget;
  CLI::App app{"Compares two samples of showers, observable by observable.", "ganc-validate"};
  app.footer(footer);
  app.set_version_flag("--version", std::string("ganc-validate ") + GANC_VERSION);
  app.add_option("A.h5", options.a, "the reference sample")->required()->option_text(" ");
  app.add_option("B.h5", options.b, "the sample to be judged")->required()->option_text(" ");
  app.add_flag("--paired", options.paired, "showers of equal number have the same latent and conditions");
  app.add_option("--floor", options.floor, "samples that only differ in their seeds, each compared with each")
      ->delimiter(',')
      ->option_text("C.h5,D.h5[,...]");
  app.add_flag("--classifier", options.classifier,
               "boosted trees, too, try to tell A from B (takes minutes)");
  app.add_option("--generator", options.generator, "the description: checks the grid, labels the axes")
      ->option_text("FILE.toml");
  app.add_option("--report", options.report, "write an HTML page, self-contained")->option_text("FILE.html");
  app.add_option("--json", options.json, "write all figures as JSON")->option_text("FILE");
  app.add_option("--budget", budget, "tolerated figures")->delimiter(',')->option_text("KEY:VALUE[,...]");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError &error) {
    return app.exit(error) == 0 ? 0 : wrongUsage;
  }
  std::string wrong = readBudget(budget, options.budget);
  if (options.floor.size() == 1)
    wrong = "--floor: one file, expected two or more: C.h5,D.h5";
  if (!wrong.empty()) {
    fmt::print(stderr, "ganc-validate: {}\n", wrong);
    return wrongUsage;
  }
  return options;
}

} // namespace ganc
