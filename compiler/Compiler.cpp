// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/Compiler.h"

#include "compiler/Calibration.h"
#include "compiler/CompiledRunner.h"
#include "compiler/Diagnostics.h"
#include "compiler/EnergyDamage.h"
#include "compiler/Facts.h"
#include "compiler/LevelDump.h"
#include "compiler/Pipeline.h"
#include "compiler/onnx/Import.h"
#include "compiler/target/Artifact.h"
#include "compiler/target/ObjectEmitter.h"
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

constexpr uint64_t kCalibrationSeed = 0x67616e63;
constexpr uint64_t kHeldOutSeed = 0x68656c64;

LogicalResult report(llvm::Error error) {
  return error ? reportError(llvm::toString(std::move(error))) : success();
}

/// One compilation, a method for each step in order. A step that fails has reported why.
class Compilation {
public:
  Compilation(const Options &options, LevelObserver observe)
      : options(options), observe(std::move(observe)), diagnostics(context) {
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
    for (const auto &[level, step] : steps)
      if (level <= last && (failed((this->*step)()) || !observe(level, *module)))
        return failure();
    return success();
  }

  /// What was made last, in the forms that the options ask for.
  LogicalResult write() {
    return options.stopAfter ? writeLevel(*module, options.outputFolder) : writeArtifact();
  }

private:
  LogicalResult makeGraph() {
    module = importOnnx(options.model, context);
    if (!module || failed(readGenerator()))
      return failure();
    return runStage(*module, buildGraphStage);
  }

  LogicalResult makeKernels() {
    if (failed(describe()))
      return failure();
    return runStage(*module, buildScheduleStage);
  }

  LogicalResult makeMachine() {
    if (failed(embedFacts()))
      return failure();
    return runStage(*module, buildCodegenStage);
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

  LogicalResult runStage(ModuleOp stageModule, void (*build)(OpPassManager &, const Options &)) {
    PassManager passes(&context);
    if (options.timePasses)
      passes.enableTiming();
    build(passes, options);
    return passes.run(stageModule);
  }

  /// Where figures go: not among the IR that --stop-after prints.
  llvm::raw_ostream &figures() const { return options.outputFolder == "-" ? llvm::errs() : llvm::outs(); }

  FailureOr<InputSource> calibrationInputs() {
    if (!options.calibrationFile.empty())
      return recordedInputs(*module, options.calibrationFile);
    if (description)
      return sampledInputs(*module, *description, kCalibrationSeed);
    return module->emitError(
               "no generator description beside the model, expected one or --calibration=FILE.h5: "
               "--int8 needs to know the inputs"),
           failure();
  }

  LogicalResult quantize() {
    if (options.int8 == Int8::Off)
      return success();
    const FailureOr<InputSource> inputs = calibrationInputs();
    if (failed(inputs))
      return failure();
    CalibrationOptions calibration;
    calibration.estimator =
        options.calibrationMethod == "percentile" ? RangeEstimator::Percentile : RangeEstimator::MinMax;
    const auto result = calibrate(*module, *inputs, calibration, makeCompiledRunner);
    if (failed(result))
      return failure();
    figures() << "calibration: " << result->showers << " showers, ranges "
              << (result->settled ? "settled" : "not settled") << '\n';
    const OwningOpRef<ModuleOp> floatModule = module->clone();
    if (failed(runStage(*module, buildQuantizeStage)))
      return failure();
    return description ? reportEnergy(*floatModule) : success();
  }

  LogicalResult reportEnergy(ModuleOp floatModule) {
    EnergyDamageOptions damage;
    damage.seed = kHeldOutSeed;
    const auto measured = energyDamage(floatModule, *module, *description, damage, makeCompiledRunner);
    if (failed(measured))
      return failure();
    energyError = *measured;
    figures() << "energy error: median " << llvm::format("%.2f", 100 * energyError->median)
              << " %, 90th percentile " << llvm::format("%.2f", 100 * energyError->p90) << " % ("
              << energyError->used << " held-out showers, against float32)\n";
    return success();
  }

  /// Gathers the facts while the network is still there.
  LogicalResult describe() {
    facts = networkFacts(*module);
    auto golden = makeGolden(*module, description);
    if (failed(golden))
      return failure();
    facts.golden = std::move(*golden);
    if (auto file = llvm::MemoryBuffer::getFile(options.model))
      facts.model_sha256 = sha256((*file)->getBuffer());
    facts.options = options.decisive;
    if (description)
      facts.description = description->text;
    if (energyError) {
      facts.energy_error = std::make_unique<metadata::EnergyErrorT>();
      facts.energy_error->median = energyError->median;
      facts.energy_error->p90 = energyError->p90;
      facts.energy_error->showers = energyError->used;
    }
    return success();
  }

  /// Puts what the model table needs onto the module (level 3).
  LogicalResult embedFacts() {
    addProgramFacts(*module, facts);
    embedMetadata(*module, packMetadata(facts));
    if (description)
      embedConditions(*module, *description);
    return success();
  }

  LogicalResult writeArtifact() {
    std::set<Emit> emit = options.emit;
    if (emit.empty() && description && options.sanitizer == Sanitizer::None)
      emit = {Emit::Library, Emit::Executable};
    else if (emit.empty())
      emit = {Emit::Library};
    if (emit.contains(Emit::Executable) && !description)
      return module->emitError("no generator description beside the model, expected one for --emit=exe");
    auto staged = StagedFolder::create(options.outputFolder);
    if (!staged)
      return reportError(llvm::toString(staged.takeError()));
    if (failed(writeCode(*staged, emit)))
      return failure();
    for (const auto [form, ending] :
         {std::pair{Emit::Assembly, ".s"}, {Emit::LlvmIr, ".ll"}, {Emit::Mlir, ".mlir"}})
      if (emit.contains(form) && failed(writeText(*staged, form, ending)))
        return failure();
    return report(staged->commit());
  }

  LogicalResult writeCode(StagedFolder &staged, const std::set<Emit> &emit) {
    if (!emit.contains(Emit::Library) && !emit.contains(Emit::Executable) && !emit.contains(Emit::Object))
      return success();
    const auto object = emitObject(*module, {ObjectForm::Object, options.sanitizer});
    auto libraries = findRuntimeLibraries();
    if (!libraries)
      return report(libraries.takeError());
    if (failed(object))
      return failure();
    const StringRef bytes(object->data(), object->size());
    const Artifact artifact{facts, bytes, options.sanitizer != Sanitizer::None};
    if (emit.contains(Emit::Object) && failed(report(staged.write(facts.name + ".o", bytes))))
      return failure();
    if (emit.contains(Emit::Library) && failed(report(addLibrary(staged, artifact, *libraries))))
      return failure();
    return emit.contains(Emit::Executable) ? report(addGenerator(staged, artifact, *libraries)) : success();
  }

  LogicalResult writeText(StagedFolder &staged, Emit form, StringRef ending) {
    if (form == Emit::Mlir)
      return report(staged.write((facts.name + ending).str(), levelText(*module)));
    const auto text = emitObject(
        *module, {form == Emit::Assembly ? ObjectForm::Assembly : ObjectForm::LlvmIr, options.sanitizer});
    if (failed(text))
      return failure();
    return report(staged.write((facts.name + ending).str(), StringRef(text->data(), text->size())));
  }

  const Options &options;
  const LevelObserver observe;
  MLIRContext context;
  DiagnosticPrinter diagnostics;
  OwningOpRef<ModuleOp> module;
  std::optional<Description> description;
  std::optional<EnergyError> energyError;
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
