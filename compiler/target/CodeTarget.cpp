// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/target/CodeTarget.h"

#include "mlir/Target/LLVMIR/Dialect/Builtin/BuiltinToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/LLVMIR/LLVMToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Export.h"

#include "llvm/IR/LegacyPassManager.h"
#include "llvm/IR/Module.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Target/TargetMachine.h"
#include "llvm/Transforms/Instrumentation/AddressSanitizer.h"
#include "llvm/Transforms/Instrumentation/ThreadSanitizer.h"
#include "llvm/Transforms/Scalar/Scalarizer.h"

namespace ganc {

constexpr const char *kTriple = "x86_64-unknown-linux-gnu";

static std::unique_ptr<llvm::TargetMachine> createMachine(std::string &error) {
  LLVMInitializeX86TargetInfo();
  LLVMInitializeX86Target();
  LLVMInitializeX86TargetMC();
  LLVMInitializeX86AsmPrinter();
  LLVMInitializeX86AsmParser();
  const llvm::Triple triple(kTriple);
  const llvm::Target *target = llvm::TargetRegistry::lookupTarget(triple, error);
  if (!target)
    return nullptr;
  llvm::TargetOptions options;
  options.AllowFPOpFusion = llvm::FPOpFusion::Strict; // every rounding stays where it is named
  return std::unique_ptr<llvm::TargetMachine>(target->createTargetMachine(
      triple, "x86-64", "", options, llvm::Reloc::PIC_, std::nullopt, llvm::CodeGenOptLevel::Aggressive));
}

// ThreadSanitizer leaves out accesses of more than 16 bytes, which here are nearly all of them.
static llvm::ScalarizerPassOptions splitIntoWatchedAccesses() {
  llvm::ScalarizerPassOptions options;
  options.ScalarizeLoadStore = true;
  options.ScalarizeMinBits = 128;
  return options;
}

static void instrument(llvm::Module &module, llvm::PassBuilder &builder, Sanitizer sanitizer) {
  if (sanitizer == Sanitizer::None)
    return;
  const bool address = sanitizer == Sanitizer::Address;
  for (llvm::Function &function : module)
    if (!function.isDeclaration())
      function.addFnAttr(address ? llvm::Attribute::SanitizeAddress : llvm::Attribute::SanitizeThread);
  builder.registerOptimizerLastEPCallback([address](llvm::ModulePassManager &passes, llvm::OptimizationLevel,
                                                    llvm::ThinOrFullLTOPhase) {
    if (address)
      return passes.addPass(llvm::AddressSanitizerPass(llvm::AddressSanitizerOptions()));
    passes.addPass(llvm::createModuleToFunctionPassAdaptor(llvm::ScalarizerPass(splitIntoWatchedAccesses())));
    passes.addPass(llvm::ModuleThreadSanitizerPass());
    passes.addPass(llvm::createModuleToFunctionPassAdaptor(llvm::ThreadSanitizerPass()));
  });
}

static void optimize(llvm::Module &module, llvm::TargetMachine &machine, Sanitizer sanitizer) {
  llvm::PassBuilder builder(&machine);
  llvm::LoopAnalysisManager loops;
  llvm::FunctionAnalysisManager functions;
  llvm::CGSCCAnalysisManager components;
  llvm::ModuleAnalysisManager modules;
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(components);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, components, modules);
  instrument(module, builder, sanitizer);
  builder.buildPerModuleDefaultPipeline(llvm::OptimizationLevel::O2).run(module, modules);
}

static llvm::LogicalResult write(llvm::Module &module, llvm::TargetMachine &machine, ObjectForm form,
                                 llvm::raw_pwrite_stream &stream) {
  if (form == ObjectForm::LlvmIr) {
    module.print(stream, nullptr);
    return llvm::success();
  }
  const auto type =
      form == ObjectForm::Assembly ? llvm::CodeGenFileType::AssemblyFile : llvm::CodeGenFileType::ObjectFile;
  llvm::legacy::PassManager passes;
  if (machine.addPassesToEmitFile(passes, stream, nullptr, type))
    return llvm::failure();
  passes.run(module);
  return llvm::success();
}

CodeTarget::CodeTarget(std::unique_ptr<llvm::TargetMachine> machine) : machine(std::move(machine)) {}
CodeTarget::CodeTarget(CodeTarget &&) noexcept = default;
CodeTarget::~CodeTarget() = default;

mlir::FailureOr<CodeTarget> CodeTarget::create(mlir::ModuleOp reportAt) {
  std::string error;
  auto machine = createMachine(error);
  if (!machine)
    return reportAt.emitError("no code for ") << kTriple << ": " << error, mlir::failure();
  return CodeTarget(std::move(machine));
}

std::unique_ptr<llvm::Module> CodeTarget::translate(mlir::ModuleOp level4, llvm::LLVMContext &context) const {
  mlir::registerBuiltinDialectTranslation(*level4.getContext());
  mlir::registerLLVMDialectTranslation(*level4.getContext());
  std::unique_ptr<llvm::Module> module = mlir::translateModuleToLLVMIR(level4, context, "ganc");
  if (!module) {
    level4.emitError("translation to LLVM IR failed");
    return nullptr;
  }
  module->setTargetTriple(llvm::Triple(kTriple));
  module->setDataLayout(machine->createDataLayout());
  return module;
}

mlir::FailureOr<ObjectCode> CodeTarget::generate(llvm::Module &module, const EmitOptions &options,
                                                 mlir::ModuleOp reportAt) const {
  optimize(module, *machine, options.sanitizer);
  ObjectCode bytes;
  llvm::raw_svector_ostream stream(bytes);
  if (llvm::failed(write(module, *machine, options.form, stream)))
    return reportAt.emitError("target cannot emit this kind of file"), mlir::failure();
  return bytes;
}

} // namespace ganc
