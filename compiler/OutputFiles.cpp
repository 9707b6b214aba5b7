// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/OutputFiles.h"

#include "compiler/Diagnostics.h"
#include "compiler/LevelDump.h"
#include "compiler/target/Artifact.h"
#include "compiler/target/ObjectEmitter.h"

using namespace mlir;

namespace ganc {

namespace {

LogicalResult reported(llvm::Error error) {
  return error ? reportError(llvm::toString(std::move(error))) : success();
}

class ArtifactWriter {
public:
  ArtifactWriter(ModuleOp module, const ModelFacts &facts, const Options &options, StepTimes &times,
                 Report &report)
      : module(module), facts(facts), options(options), times(times), report(report),
        hasDescription(!facts.description.empty()), emit(options.emit) {
    if (emit.empty())
      emit.insert(Emit::Library);
    if (options.emit.empty() && hasDescription && options.sanitizer == Sanitizer::None)
      emit.insert(Emit::Executable);
  }

  LogicalResult run() {
    if (emit.contains(Emit::Executable) && !hasDescription)
      return module.emitError("no generator description beside the model, expected one for --emit=exe");
    auto staged = StagedFolder::create(options.outputFolder);
    if (!staged)
      return reported(staged.takeError());
    if (failed(writeCode(*staged)))
      return failure();
    for (const auto [form, ending] :
         {std::pair{Emit::Assembly, ".s"}, {Emit::LlvmIr, ".ll"}, {Emit::Mlir, ".mlir"}})
      if (emit.contains(form) && failed(writeText(*staged, form, ending)))
        return failure();
    return reported(staged->commit());
  }

private:
  FailureOr<llvm::SmallVector<char, 0>> code(ObjectForm form) {
    return times.measure("object",
                         [&](TimingScope &) { return emitObject(module, {form, options.sanitizer}); });
  }

  LogicalResult writeCode(StagedFolder &staged) {
    if (!emit.contains(Emit::Library) && !emit.contains(Emit::Executable) && !emit.contains(Emit::Object))
      return success();
    const auto object = code(ObjectForm::Object);
    if (failed(object))
      return failure();
    report.objectBytes = object->size();
    return times.measure("files", [&](TimingScope &) {
      return writeObject(staged, StringRef(object->data(), object->size()));
    });
  }

  LogicalResult writeObject(StagedFolder &staged, StringRef object) {
    auto libraries = findRuntimeLibraries();
    if (!libraries)
      return reported(libraries.takeError());
    const Artifact artifact{facts, object, options.sanitizer != Sanitizer::None};
    if (emit.contains(Emit::Object) && failed(reported(staged.write(facts.name + ".o", object))))
      return failure();
    if (emit.contains(Emit::Library) && failed(reported(addLibrary(staged, artifact, *libraries))))
      return failure();
    return emit.contains(Emit::Executable) ? reported(addGenerator(staged, artifact, *libraries)) : success();
  }

  LogicalResult writeText(StagedFolder &staged, Emit form, StringRef ending) {
    if (form == Emit::Mlir)
      return reported(staged.write((facts.name + ending).str(), levelText(module)));
    const auto text = code(form == Emit::Assembly ? ObjectForm::Assembly : ObjectForm::LlvmIr);
    if (failed(text))
      return failure();
    return reported(staged.write((facts.name + ending).str(), StringRef(text->data(), text->size())));
  }

  ModuleOp module;
  const ModelFacts &facts;
  const Options &options;
  StepTimes &times;
  Report &report;
  const bool hasDescription;
  std::set<Emit> emit;
};

} // namespace

LogicalResult writeArtifact(ModuleOp module, const ModelFacts &facts, const Options &options,
                            StepTimes &times, Report &report) {
  return ArtifactWriter(module, facts, options, times, report).run();
}

} // namespace ganc
