// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "tools/ganc/CommandLine.h"

#include "compiler/Compiler.h"
#include "compiler/Lists.h"
#include "compiler/Version.h"

#include <CLI/CLI.hpp>
#include <fmt/ranges.h>

#include <iostream>

namespace ganc {

namespace {

template <typename Value> using Names = std::map<std::string, Value>;

const Names<Level> kLevels{{"graph", Level::Graph},
                           {"quantized", Level::Quantized},
                           {"kernels", Level::Kernels},
                           {"machine", Level::Machine}};
const Names<Emit> kForms{{"lib", Emit::Library}, {"exe", Emit::Executable}, {"obj", Emit::Object},
                         {"llvm", Emit::LlvmIr}, {"asm", Emit::Assembly},   {"mlir", Emit::Mlir}};
const Names<Sanitizer> kSanitizers{{"address", Sanitizer::Address}, {"thread", Sanitizer::Thread}};
const Names<Int8> kInt8{{"auto", Int8::Auto}, {"all", Int8::All}};

/// What was typed, before it is checked against each other.
struct Arguments {
  std::string int8, stopAfter, sanitizer;
  std::vector<std::string> emit, disabled;
  bool listOps = false, listTargets = false, listPasses = false;
};

void addInputs(CLI::App &app, Options &options) {
  app.add_option("MODEL.onnx", options.model, "the network")->option_text(" ");
  app.add_option("--generator", options.generator,
                 "what inputs and outputs mean; default: MODEL.toml, else generator.toml, beside the model")
      ->option_text("FILE.toml");
  app.add_option(
         "-O", options.optimization,
         "0: as imported, naive kernels | 1: exact folds | 2: tiles by cost model | 3: the same as 2 in this "
         "version (default 2)")
      ->check(CLI::Range(0, 3))
      ->option_text("LEVEL");
}

void addQuantization(CLI::App &app, Options &options, Arguments &arguments) {
  // A flag, so that in `ganc --int8 MODEL.onnx` the model is not taken for its value.
  app.add_flag("--int8{auto}", arguments.int8,
               "quantize: auto (default), where the physics allows it, or all")
      ->check(CLI::IsMember(kInt8))
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

void addOutputs(CLI::App &app, Options &options, Arguments &arguments) {
  app.add_option("-o", options.outputFolder, "folder for what is written (default .)")->option_text("DIR");
  app.add_option("--target", options.targets, "CPUs to make code for (default native)")
      ->delimiter(',')
      ->option_text("T[,T...]");
  app.add_option("--emit", arguments.emit, "what to write (default lib, and exe when there is a description)")
      ->delimiter(',')
      ->check(CLI::IsMember(kForms))
      ->option_text("lib,exe,obj,llvm,asm,mlir");
  app.add_option("--sanitize", arguments.sanitizer, "instrument the emitted code")
      ->check(CLI::IsMember(kSanitizers))
      ->option_text("address|thread");
}

void addInspection(CLI::App &app, Options &options, Arguments &arguments) {
  app.add_option("--stop-after", arguments.stopAfter,
                 "print the IR of a level (to DIR/MODEL.mlir with -o) and end")
      ->check(CLI::IsMember(kLevels))
      ->option_text("graph|quantized|kernels|machine");
  app.add_option("--dump-levels", options.dumpFolder, "write 1-graph.mlir ... 4-machine.mlir")
      ->option_text("DIR");
  app.add_option("--disable-pass", arguments.disabled, "leave a pass out (checks of levels stay)")
      ->delimiter(',')
      ->option_text("NAME[,...]");
  app.add_flag("--time-passes", options.timePasses, "say how long each pass took");
  app.add_flag("--remarks", options.remarks, "say what was not done, and why");
  app.add_flag("--list-ops", arguments.listOps, "the supported ONNX ops");
  app.add_flag("--list-targets", arguments.listTargets, "the targets");
  app.add_flag("--list-passes", arguments.listPasses, "the passes, in order");
}

int printLists(const Arguments &arguments) {
  for (const auto &[wanted, lines] : {std::pair{arguments.listOps, &listOps},
                                      {arguments.listTargets, &listTargets},
                                      {arguments.listPasses, &listPasses}})
    if (wanted)
      for (const std::string &line : lines())
        std::cout << line << '\n';
  return 0;
}

int usageError(const std::string &message) {
  std::cerr << "ganc: error: " << message << "\nganc --help explains the options\n";
  return 2;
}

/// What goes into the metadata: the options that decide what is computed, in one spelling.
std::vector<std::string> decisiveOptions(const Options &options, const Arguments &arguments) {
  std::vector<std::string> result{"-O" + std::to_string(options.optimization)};
  const std::pair<std::string, std::string> named[] = {
      {"--int8", arguments.int8},
      {"--precision", fmt::format("{}", fmt::join(options.precisionPins, ","))},
      {"--calibration-method", options.int8 == Int8::Off ? "" : options.calibrationMethod},
      {"--target", fmt::format("{}", fmt::join(options.targets, ","))},
      {"--sanitize", arguments.sanitizer},
      {"--disable-pass", fmt::format("{}", fmt::join(options.disabledPasses, ","))}};
  for (const auto &[name, value] : named)
    if (!value.empty())
      result.push_back(name + "=" + value);
  return result;
}

/// Names that were typed become the choices they stand for.
void resolveChoices(Options &options, const Arguments &arguments, const CLI::App &app) {
  if (app.count("--int8"))
    options.int8 = kInt8.at(arguments.int8);
  if (!arguments.stopAfter.empty())
    options.stopAfter = kLevels.at(arguments.stopAfter);
  if (!arguments.sanitizer.empty())
    options.sanitizer = kSanitizers.at(arguments.sanitizer);
  for (const std::string &form : arguments.emit)
    options.emit.insert(kForms.at(form));
  if (options.stopAfter && !app.count("-o"))
    options.outputFolder = "-";
  options.disabledPasses = {arguments.disabled.begin(), arguments.disabled.end()};
}

} // namespace

int gancMain(int argc, char **argv) {
  CLI::App app("Compiles a generator network (ONNX) into a library and a shower generator.", "ganc");
  app.set_version_flag("--version", std::string("ganc ") + kVersion);
  Options options;
  Arguments arguments;
  addInputs(app, options);
  addQuantization(app, options, arguments);
  addOutputs(app, options, arguments);
  addInspection(app, options, arguments);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError &error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  if (arguments.listOps || arguments.listTargets || arguments.listPasses)
    return printLists(arguments);
  if (options.model.empty())
    return usageError("no model is given, expected MODEL.onnx");
  resolveChoices(options, arguments, app);
  if (const std::string wrong = resolveNames(options); !wrong.empty())
    return usageError(wrong);
  options.decisive = decisiveOptions(options, arguments);
  return compile(options) ? 0 : 1;
}

} // namespace ganc
