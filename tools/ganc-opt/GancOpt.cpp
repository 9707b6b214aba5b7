// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "tools/ganc-opt/GancOpt.h"

#include "tools/ganc-opt/EvaluateFile.h"
#include "tools/ganc-opt/Registration.h"

#include "mlir/IR/AsmState.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Support/FileUtilities.h"
#include "mlir/Support/Timing.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/SourceMgr.h"

using namespace mlir;

namespace ganc {

namespace {
struct Options {
  llvm::cl::opt<std::string> input{llvm::cl::Positional, llvm::cl::desc("<FILE.mlir>"), llvm::cl::init("-")};
  llvm::cl::opt<std::string> output{"o", llvm::cl::desc("Where the result goes"),
                                    llvm::cl::value_desc("FILE"), llvm::cl::init("-")};
  llvm::cl::opt<std::string> evaluate{
      "evaluate", llvm::cl::value_desc("IN.h5"),
      llvm::cl::desc("Evaluate the module on these inputs (after the passes) and write its outputs to -o")};
};
} // namespace

static void printVersion(llvm::raw_ostream &stream) {
  stream << "ganc-opt " GANC_VERSION " (LLVM " LLVM_VERSION_STRING ")\n";
}

static void registerUpstreamOptions(DialectRegistry &registry) {
  MlirOptMainConfig::registerCLOptions(registry);
  registerAsmPrinterCLOptions();
  registerMLIRContextCLOptions();
  registerPassManagerCLOptions();
  registerDefaultTimingManagerCLOptions();
}

static LogicalResult runPasses(ModuleOp module, const MlirOptMainConfig &config) {
  PassManager passes(module->getName(), PassManager::Nesting::Implicit);
  if (failed(applyPassManagerCLOptions(passes)) || failed(config.setupPassPipeline(passes)))
    return failure();
  return passes.run(module);
}

static LogicalResult evaluate(const DialectRegistry &registry, const Options &options) {
  MLIRContext context(registry);
  std::string error;
  auto buffer = openInputFile(options.input, &error);
  if (!buffer)
    return emitError(UnknownLoc::get(&context), error);
  llvm::SourceMgr sources;
  sources.AddNewSourceBuffer(std::move(buffer), {});
  const SourceMgrDiagnosticHandler diagnostics(sources, &context);
  const OwningOpRef<ModuleOp> module = parseSourceFile<ModuleOp>(sources, &context);
  if (!module || failed(runPasses(*module, MlirOptMainConfig::createFromCLOptions())))
    return failure();
  return evaluateFile(*module, options.evaluate, options.output);
}

int runGancOpt(int argc, char **argv) {
  const llvm::InitLLVM init(argc, argv);
  DialectRegistry registry;
  registerDialects(registry);
  registerPasses();
  const Options options;
  registerUpstreamOptions(registry);
  llvm::cl::SetVersionPrinter(printVersion);
  if (!llvm::cl::ParseCommandLineOptions(argc, argv, "Passes and reference evaluation of ganc\n",
                                         &llvm::errs()))
    return 2;
  if (options.evaluate.empty())
    return asMainReturnCode(MlirOptMain(argc, argv, options.input, options.output, registry));
  if (options.output == "-") {
    llvm::errs() << "ganc-opt: -o is missing, expected a file for the outputs of --evaluate\n";
    return 2;
  }
  return asMainReturnCode(evaluate(registry, options));
}

} // namespace ganc
