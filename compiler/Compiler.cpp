// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/Compiler.h"

#include "compiler/Diagnostics.h"
#include "compiler/Facts.h"
#include "compiler/LevelDump.h"
#include "compiler/OutputFiles.h"
#include "compiler/Pipeline.h"
#include "compiler/PrecisionTable.h"
#include "compiler/onnx/Import.h"
#include "dialects/gan/Gan.h"
#include "passes/codegen/Passes.h"
#include "runtime/sampling/ModelBinding.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;

namespace ganc {

namespace {

/// One compilation, a method for each step in order. A step that fails has reported why.
class Compilation {
public:
  Compilation(const Options &options, LevelObserver observe)
      : options(options), observe(std::move(observe)), diagnostics(context),
        remarks(&context, [this](Diagnostic &diagnostic) { return takeRemark(diagnostic); }),
        times(options.timePasses) {
    context.loadDialect<gan::GanDialect, kernel::KernelDialect, LLVM::LLVMDialect, scf::SCFDialect,
                        arith::ArithDialect, vector::VectorDialect>();
    context.printOpOnDiagnostic(false);
  }

  /// All levels up to `last`.
  LogicalResult makeLevels(Level last) {
    using Step = LogicalResult (Compilation::*)();
    static constexpr std::pair<Level, Step> steps[] = {{Level::Graph, &Compilation::makeGraph},
                                                       {Level::Quantized, &Compilation::quantize},
                                                       {Level::Kernels, &Compilation::makeKernels},
                                                       {Level::Machine, &Compilation::makeMachine}};
    for (const auto &[level, step] : steps) {
      if (level > last)
        break;
      if (failed((this->*step)()) || !observe(level, *module))
        return failure();
      if (level == std::min(last, Level::Quantized))
        report.addCompiled(*module);
    }
    return success();
  }

  /// What was made last, in the forms that the options ask for.
  LogicalResult write() {
    const LogicalResult written = options.stopAfter ? writeLevel(*module, options.outputFolder)
                                                    : writeArtifact(*module, facts, options, times, report);
    return succeeded(written) && !options.reportFile.empty()
               ? writeFile(options.reportFile, report.json(times.seconds()))
               : written;
  }

private:
  /// Remarks go to the report, and are printed only where they are asked for.
  LogicalResult takeRemark(Diagnostic &diagnostic) {
    if (diagnostic.getSeverity() != DiagnosticSeverity::Remark)
      return failure();
    report.addRemark(diagnostic);
    return success(!options.printRemarks);
  }

  LogicalResult makeGraph() {
    module = times.measure("import", [&](TimingScope &) { return importOnnx(options.model, context); });
    if (!module || failed(readGenerator()))
      return failure();
    report.addImported(*module);
    return runStage("graph", buildGraphStage);
  }

  LogicalResult makeKernels() {
    if (failed(describe()))
      return failure();
    if (failed(runStage("kernels", buildScheduleStage)))
      return failure();
    report.addKernels(*module);
    return success();
  }

  LogicalResult makeMachine() {
    if (failed(embedFacts()))
      return failure();
    return runStage("machine", buildCodegenStage);
  }

  /// The description named, else MODEL.toml or generator.toml beside the model, if there is one.
  LogicalResult readGenerator() {
    const std::string path = generatorPath();
    if (path.empty())
      return success();
    Result<Description> read = readDescription(path);
    if (!read)
      return reportError(read.error().message);
    description = std::move(*read);
    return success(succeeded(bindDescription(*module, *description)));
  }

  std::string generatorPath() const {
    if (!options.generator.empty())
      return options.generator;
    llvm::SmallString<128> own(options.model), shared(options.model);
    llvm::sys::path::replace_extension(own, "toml");
    llvm::sys::path::remove_filename(shared);
    llvm::sys::path::append(shared, "generator.toml");
    for (const StringRef path : {own.str(), shared.str()})
      if (llvm::sys::fs::exists(path))
        return path.str();
    return "";
  }

  LogicalResult runStage(StringRef name, void (*build)(OpPassManager &, const Options &)) {
    return times.measure(name, [&](TimingScope &scope) {
      PassManager passes(&context);
      build(passes, options);
      passes.enableTiming(scope);
      return passes.run(*module);
    });
  }

  /// Where figures go: not among the IR that --stop-after prints.
  llvm::raw_ostream &figures() const { return options.outputFolder == "-" ? llvm::errs() : llvm::outs(); }

  /// A quantized model has its scales.
  LogicalResult checkIsFloat() {
    const WalkResult walk = module->walk([](gan::QuantizeOp op) {
      op->emitError(
          "model is quantized already, expected a float one for --int8: it is compiled as it is without");
      return WalkResult::interrupt();
    });
    return failure(walk.wasInterrupted());
  }

  LogicalResult quantize() {
    if (options.int8 == Int8::Off)
      return success();
    if (failed(checkIsFloat()))
      return failure();
    auto made = quantizeNetwork(module, options, description ? &*description : nullptr, times);
    if (failed(made))
      return failure();
    quantization = std::move(*made);
    report.search = precisionJson(*quantization);
    if (options.printRemarks)
      llvm::errs() << precisionTable(*quantization);
    printFigures(*quantization);
    return success();
  }

  void printFigures(const QuantizationRecord &record) {
    figures() << "calibration: " << record.calibrationShowers << " showers, ranges "
              << (record.settled ? "settled" : "not settled") << '\n';
    const EnergyError &error = record.heldOut.error;
    figures() << (record.hasMeaning ? "energy error" : "error of the outputs, which no description explains")
              << ": median " << llvm::format("%.2f", 100 * error.median) << " %, 90th percentile "
              << llvm::format("%.2f", 100 * error.p90) << " % (" << error.used
              << " held-out showers, against float32)\n";
  }

  /// Gathers the facts while the network is still there.
  LogicalResult describe() {
    facts = networkFacts(*module);
    auto golden = times.measure("golden", [&](TimingScope &) { return makeGolden(*module, description); });
    if (failed(golden))
      return failure();
    facts.golden = std::move(*golden);
    if (auto file = llvm::MemoryBuffer::getFile(options.model))
      facts.model_sha256 = sha256((*file)->getBuffer());
    facts.options = options.decisive;
    if (description)
      facts.description = description->text;
    if (quantization)
      addQuantizationFacts(*quantization, facts);
    return success();
  }

  /// Puts what the model table needs onto the module (level 3).
  LogicalResult embedFacts() {
    addProgramFacts(*module, facts);
    report.workspaceBytes = facts.workspace_bytes;
    embedMetadata(*module, packMetadata(facts));
    if (description)
      embedConditions(*module, *description);
    return success();
  }

  const Options &options;
  const LevelObserver observe;
  MLIRContext context;
  DiagnosticPrinter diagnostics;
  ScopedDiagnosticHandler remarks;
  StepTimes times;
  Report report;
  OwningOpRef<ModuleOp> module;
  std::optional<Description> description;
  std::optional<QuantizationRecord> quantization;
  ModelFacts facts;
};

} // namespace

bool compile(const Options &options) {
  Compilation compilation(options, [&options](Level level, ModuleOp module) {
    return options.dumpFolder.empty() || succeeded(dumpLevel(module, level, options.dumpFolder));
  });
  return succeeded(compilation.makeLevels(options.stopAfter.value_or(Level::Machine))) &&
         succeeded(compilation.write());
}

bool compileInMemory(const Options &options, const LevelObserver &observe) {
  return succeeded(Compilation(options, observe).makeLevels(Level::Machine));
}

} // namespace ganc
