// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "tools/ganc/CommandLine.h"

#include "compiler/Compiler.h"
#include "compiler/Lists.h"
#include "compiler/Version.h"
#include "tools/ganc/CompileOptions.h"

#include <CLI/CLI.hpp>

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

/// What was typed, before it is checked against each other.
struct Arguments {
  std::string stopAfter, sanitizer;
  std::vector<std::string> emit;
  bool listOps = false, listTargets = false, listPasses = false;
};

void addOutputs(CLI::App &app, Options &options, Arguments &arguments) {
  app.add_option("-o", options.outputFolder, "folder for what is written (default .)")->option_text("DIR");
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
  app.add_flag("--time-passes", options.timePasses, "say how long each pass took");
  app.add_flag("--remarks", options.printRemarks, "say what was not done, and why");
  app.add_option("--report", options.reportFile,
                 "write the work of each ONNX node before and after, what stayed and why, and times")
      ->option_text("FILE.json");
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

/// Names that were typed become the choices they stand for.
void resolveChoices(Options &options, const Arguments &arguments, const CLI::App &app) {
  if (!arguments.stopAfter.empty())
    options.stopAfter = kLevels.at(arguments.stopAfter);
  if (!arguments.sanitizer.empty())
    options.sanitizer = kSanitizers.at(arguments.sanitizer);
  for (const std::string &form : arguments.emit)
    options.emit.insert(kForms.at(form));
  options.remarks = options.printRemarks || !options.reportFile.empty();
  if (options.stopAfter && !app.count("-o"))
    options.outputFolder = "-";
}

} // namespace

int gancMain(int argc, char **argv) {
  CLI::App app("Compiles a generator network (ONNX) into a library and a shower generator.", "ganc");
  app.set_version_flag("--version", std::string("ganc ") + kVersion);
  Options options;
  Arguments arguments;
  app.add_option("MODEL.onnx", options.model, "the network")->option_text(" ");
  addCompileOptions(app, options);
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
  options.decisive = decisiveOptions(options);
  if (!arguments.sanitizer.empty())
    options.decisive.push_back("--sanitize=" + arguments.sanitizer);
  return compile(options) ? 0 : 1;
}

} // namespace ganc
