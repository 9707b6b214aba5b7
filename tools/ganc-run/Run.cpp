// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-run/Run.h"

#include "tools/ganc-run/Check.h"
#include "tools/ganc-run/Compare.h"
#include "tools/ganc-run/Compute.h"
#include "tools/ganc-run/Describe.h"
#include "tools/ganc-run/SelfTest.h"

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <fmt/format.h>

using namespace ganc;

static constexpr int wrongUsage = 2;

// A figure that did not arrive must not look like success.
static void print(const std::string &text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0)
    throw std::runtime_error("standard output cannot be written");
}

static void printJson(const nlohmann::ordered_json &json) {
  print(json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

namespace {

struct Arguments {
  std::string library, input, output, against = "float";
  CheckOptions check;
  bool json = false;
};

} // namespace

static int describeCommand(const Arguments &arguments) {
  const Model model(arguments.library);
  if (arguments.json)
    printJson(describe(model));
  else
    print(describeText(model));
  return 0;
}

static int selfTestCommand(const Arguments &arguments) {
  const SelfTestReport report = selfTest(Model(arguments.library));
  print(report.text);
  return report.passed ? 0 : 1;
}

static int checkCommand(const Arguments &arguments) {
  const CheckReport report = check(Model(arguments.library), arguments.input, arguments.check);
  if (!arguments.json)
    print(report.text);
  else
    printJson(report.json);
  if (arguments.json && !report.passed)
    fmt::print(stderr, "{}", report.text);
  return report.passed ? 0 : 1;
}

static int compareCommand(const Arguments &arguments) {
  const Model model(arguments.library);
  if (arguments.json)
    printJson(compare(model));
  else
    print(compareText(model));
  return 0;
}

static int computeCommand(const Arguments &arguments) {
  compute(Model(arguments.library), arguments.input, arguments.output);
  return 0;
}

using Command = int (*)(const Arguments &);

static CLI::App *addCommand(CLI::App &app, Arguments &arguments, Command &chosen, Command command,
                            const char *name, const char *summary) {
  CLI::App *sub = app.add_subcommand(name, summary);
  sub->add_option("LIB", arguments.library, "a library that ganc made")->required()->option_text(" ");
  sub->callback([&chosen, command] { chosen = command; });
  return sub;
}

static void addCommands(CLI::App &app, Arguments &arguments, Command &chosen) {
  CLI::App *sub =
      addCommand(app, arguments, chosen, describeCommand, "describe", "what the artifact says about itself");
  sub->add_flag("--json", arguments.json, "as JSON");
  addCommand(app, arguments, chosen, selfTestCommand, "selftest", "run the golden showers that it carries");
  sub = addCommand(app, arguments, chosen, checkCommand, "check", "compare with recorded outputs");
  sub->add_option("GOLDEN.h5", arguments.input, "datasets named like inputs and outputs")
      ->required()
      ->option_text(" ");
  sub->add_option("-n", arguments.check.perCall, "showers in a call (default: all)")
      ->check(CLI::Range(int64_t(1), int64_t(INT32_MAX)))
      ->option_text("N");
  sub->add_option(
         "--tolerance", arguments.check.tolerance,
         "max error over max |reference| (default: 3e-6 in float32; with fewer bits the energies decide)")
      ->check(CLI::NonNegativeNumber)
      ->option_text("X");
  sub->add_flag("--json", arguments.json, "as JSON");
  sub = addCommand(app, arguments, chosen, compareCommand, "compare",
                   "what quantization does to each op: range, scale, saturation, noise, share of the damage");
  sub->add_option("--against", arguments.against, "what to compare with: float (default)")
      ->check(CLI::IsMember({"float"}))
      ->option_text("WHAT");
  sub->add_flag("--json", arguments.json, "as JSON");
  sub = addCommand(app, arguments, chosen, computeCommand, "compute", "outputs of recorded inputs");
  sub->add_option("IN.h5", arguments.input, "datasets named like the inputs")->required()->option_text(" ");
  sub->add_option("OUT.h5", arguments.output, "gets datasets named like the outputs")
      ->required()
      ->option_text(" ");
}

int ganc::runMain(int argc, const char *const *argv) try {
  std::signal(SIGXFSZ, SIG_IGN); // a file-size limit is an error of the write
  CLI::App app{"Says what a compiled model is, and whether it computes what it should.", "ganc-run"};
  app.set_version_flag("--version", std::string("ganc-run ") + GANC_VERSION);
  app.require_subcommand(1);
  app.footer("Exit code: 0 done; 1 the input is bad or a check failed; 2 wrong usage.");
  Arguments arguments;
  Command chosen = nullptr;
  addCommands(app, arguments, chosen);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError &error) {
    return app.exit(error) == 0 ? 0 : wrongUsage;
  }
  return chosen(arguments);
} catch (const std::exception &error) {
  fmt::print(stderr, "ganc-run: {}\n", error.what());
  return 1;
}
