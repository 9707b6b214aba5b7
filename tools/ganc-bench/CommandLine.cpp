// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-bench/CommandLine.h"

#include "compiler/Lists.h"
#include "compiler/Version.h"
#include "ganc/runtime.h"
#include "tools/ganc-bench/Baseline.h"
#include "tools/ganc-bench/JsonReport.h"
#include "tools/ganc-bench/PeerLayers.h"
#include "tools/ganc-bench/TextReport.h"
#include "tools/ganc/CompileOptions.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fmt/format.h>
#include <limits>

namespace ganc {

namespace {

struct Arguments {
  Options compile;
  BenchOptions bench;
  std::string peer, baseline;
  double failAbove = std::numeric_limits<double>::infinity();
  WantedCode code;
  bool json = false;
};

void addArguments(CLI::App &app, Arguments &arguments) {
  app.add_option("MODEL", arguments.compile.model, "MODEL.onnx, or a library that ganc made")
      ->required()
      ->option_text(" ");
  app.add_option("--n", arguments.bench.showers, "showers in a call (default 1,16,64)")
      ->delimiter(',')
      ->check(CLI::Range(int64_t(1), int64_t(1) << 20))
      ->option_text("N[,N...]");
  app.add_option("--rounds", arguments.bench.rounds, "how often each figure is measured (default 9)")
      ->check(CLI::Range(1, 10000))
      ->option_text("ROUNDS");
  app.add_flag("--layers", arguments.code.marked, "also each kernel, beside the peak of its dot product");
  app.add_flag("--rank", arguments.code.candidates,
               "also each kernel with some other tiles, beside the costs that tiles are chosen by");
  app.add_option(
         "--peer", arguments.peer,
         "also oneDNN, layer by layer of the network as exported, in float32, and in u8s8 with --int8; "
         "held to the target's instructions, or with AMX")
      ->check(CLI::IsMember({"onednn", "onednn-amx"}))
      ->option_text("onednn|onednn-amx");
  app.add_option("--baseline", arguments.baseline, "compare with a run that --json wrote")
      ->option_text("STORED.json");
  app.add_option("--fail-above", arguments.failAbove,
                 "exit code 1 when a run takes more than this many times what the stored one took")
      ->needs("--baseline")
      ->check(CLI::PositiveNumber)
      ->option_text("RATIO");
  app.add_flag("--json", arguments.json, "as JSON");
}

bool isNetwork(const std::string &path) {
  return path.ends_with(".onnx");
}

/// What cannot be had of a library, or "".
std::string onlyForNetworks(const CLI::App &compileOptions, const Arguments &arguments) {
  const std::pair<bool, const char *> own[] = {{arguments.code.marked, "--layers"},
                                               {arguments.code.candidates, "--rank"},
                                               {!arguments.peer.empty(), "--peer"}};
  for (const auto &[given, name] : own)
    if (given)
      return name;
  for (const CLI::Option *option : compileOptions.get_options())
    if (option->count())
      return option->get_name();
  return "";
}

PeerOptions peerOptions(const Arguments &arguments) {
  PeerOptions peer{peerLayers(arguments.compile.model), {PeerType::f32}, arguments.peer == "onednn-amx"};
  if (arguments.compile.int8 != Int8::Off)
    peer.types.push_back(PeerType::u8s8);
  return peer;
}

/// Without runs after an error was reported.
Measurements measure(const Arguments &arguments) {
  const std::string &path = arguments.compile.model;
  if (!isNetwork(path))
    return bench(Model(path).table(), nullptr, arguments.bench);
  const auto compiled = compileForBench(arguments.compile, arguments.code);
  if (!compiled)
    return {};
  BenchOptions options = arguments.bench;
  if (!arguments.peer.empty())
    options.peer = peerOptions(arguments);
  return bench(compiled->table(), compiled.get(), options);
}

int usageError(const std::string &message) {
  fmt::print(stderr, "ganc-bench: error: {}\nganc-bench --help explains the options\n", message);
  return 2;
}

// A figure that did not arrive must not look like success.
void print(const std::string &text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0)
    throw std::runtime_error("standard output cannot be written");
}

int report(const Arguments &arguments) {
  nlohmann::ordered_json stored; // read first: measuring takes long
  if (!arguments.baseline.empty())
    stored = readReport(arguments.baseline);
  const Measurements measurements = measure(arguments);
  if (measurements.runs.empty())
    return 1;
  nlohmann::ordered_json report = jsonReport(measurements);
  if (!stored.is_null())
    report["baseline"] = compareWithBaseline(report, stored);
  // Node names are any bytes.
  const auto replace = nlohmann::json::error_handler_t::replace;
  print(arguments.json ? report.dump(2, ' ', false, replace) + "\n" : textReport(report));
  if (stored.is_null() || largestRatio(report["baseline"]) <= arguments.failAbove)
    return 0;
  fmt::print(stderr, "ganc-bench: a run takes {:.3f} times what the stored one took, expected at most {}\n",
             largestRatio(report["baseline"]), arguments.failAbove);
  return 1;
}

} // namespace

int benchMain(int argc, const char *const *argv) try {
  CLI::App app{"Measures a model, compiled or to be compiled, beside the limits of this core.", "ganc-bench"};
  app.set_version_flag("--version", std::string("ganc-bench ") + kVersion);
  app.footer("Exit code: 0 done; 1 the input is bad, or slower than --fail-above; 2 wrong usage.");
  Arguments arguments;
  addArguments(app, arguments);
  CLI::App *compileOptions = app.add_option_group("Of MODEL.onnx", "how it is compiled");
  addCompileOptions(*compileOptions, arguments.compile);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError &error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  if (!isNetwork(arguments.compile.model))
    if (const std::string option = onlyForNetworks(*compileOptions, arguments); !option.empty())
      return usageError(option + " needs MODEL.onnx, not a library");
  if (const std::string wrong = resolveNames(arguments.compile); !wrong.empty())
    return usageError(wrong);
  arguments.compile.outputFolder = "-"; // what the compiler says goes to stderr
  return report(arguments);
} catch (const std::exception &error) {
  fmt::print(stderr, "ganc-bench: {}\n", error.what());
  return 1;
}

} // namespace ganc
