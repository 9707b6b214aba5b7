// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Turns programs into functions.
//
//   before:  func.func @program_T { kernel ops }, kernel.data
//   after:   llvm.func @MODEL_run_T(n, inputs, outputs, workspace) calling one function for each kernel,
//            llvm.mlir.global constants
//
// One function for each kernel keeps a layer findable in a disassembly and in a profile, and LLVM's work on
// it apart from the rest.

#include "dialects/gan/ModelName.h"
#include "dialects/kernel/CName.h"
#include "passes/codegen/EmitFma.h"
#include "passes/codegen/EmitKernel.h"
#include "passes/codegen/Passes.h"

#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;

namespace ganc::codegen {

#define GEN_PASS_DEF_EMITKERNELSPASS
#include "passes/codegen/Passes.h.inc"

int64_t offsetOf(Value buffer) {
  if (auto view = buffer.getDefiningOp<kernel::ViewOp>())
    return offsetOf(view.getSrc());
  return buffer.getDefiningOp<kernel::BufferOp>().getOffset().value_or(0);
}

namespace {

/// The ONNX node that an op comes from.
StringRef nodeName(Operation *op) {
  const auto name = op->getLoc()->findInstanceOf<NameLoc>();
  return name ? name.getName().getValue() : op->getName().stripDialect();
}

void addTargetAttributes(LLVM::LLVMFuncOp function, const kernel::Target &target) {
  Builder builder(function.getContext());
  function.setTargetCpu("x86-64");
  if (!target.features.empty())
    function.setTargetFeaturesAttr(LLVM::TargetFeaturesAttr::get(function.getContext(), target.features));
  const auto width = builder.getStrArrayAttr({"prefer-vector-width", std::to_string(target.vectorBits)});
  // Without builtins loops do not become calls of memcpy and the like.
  function.setPassthroughAttr(
      builder.getArrayAttr({width, builder.getStringAttr("nounwind"), builder.getStringAttr("no-builtins")}));
}

class ProgramEmitter {
public:
  ProgramEmitter(ModuleOp module, func::FuncOp program, const kernel::Target &target, StringRef model)
      : module(module), program(program), target(target), builder(OpBuilder::atBlockEnd(module.getBody())),
        prefix((model + "." + target.name + ".").str()),
        runName(cName(model) + "_run_" + cName(target.name)) {}

  void run() {
    SmallVector<LLVM::LLVMFuncOp> kernels;
    for (Operation &op : program.getBody().front())
      if (!isa<kernel::BufferOp, kernel::ViewOp, func::ReturnOp>(op))
        kernels.push_back(emitFunction(&op, kernels.size()));
    emitRun(kernels);
  }

private:
  LLVM::LLVMFuncOp makeFunction(Location loc, StringRef name, Type result, ArrayRef<Type> arguments,
                                LLVM::Linkage linkage) {
    auto function =
        LLVM::LLVMFuncOp::create(builder, loc, name, LLVM::LLVMFunctionType::get(result, arguments), linkage);
    addTargetAttributes(function, target);
    return function;
  }

  /// The constant with a move's places in this program's arena, before the function that reads it.
  std::string emitTable(LLVM::LLVMFuncOp kernelFunction, const MoveTable &table) {
    const std::string name = (kernelFunction.getName() + ".table").str();
    OpBuilder before(kernelFunction);
    const int64_t count = table.entries.size();
    const auto value =
        DenseElementsAttr::get(RankedTensorType::get({count}, before.getI32Type()), ArrayRef(table.entries));
    LLVM::GlobalOp::create(before, kernelFunction.getLoc(),
                           LLVM::LLVMArrayType::get(before.getI32Type(), count), true,
                           LLVM::Linkage::Internal, name, value, kernel::kVectorBytes);
    return name;
  }

  LLVM::LLVMFuncOp emitFunction(Operation *op, size_t number) {
    const Type pointer = LLVM::LLVMPointerType::get(module.getContext()), i64 = builder.getI64Type();
    const std::string name = prefix + std::to_string(number) + "_" + nodeName(op).str();
    auto function = makeFunction(op->getLoc(), name, LLVM::LLVMVoidType::get(module.getContext()),
                                 {pointer, pointer, pointer, i64, i64}, LLVM::Linkage::Internal);
    function.setNoInline(true); // else the only call of each takes it in
    OpBuilder::InsertionGuard guard(builder);
    Block *body = function.addEntryBlock(builder);
    builder.setInsertionPointToStart(body);
    Emitter emit(builder, op->getLoc(), target);
    const KernelArguments arguments{body->getArgument(0), body->getArgument(1), body->getArgument(2),
                                    body->getArgument(3), body->getArgument(4)};
    llvm::TypeSwitch<Operation *>(op)
        .Case([&](kernel::MoveOp move) {
          const MoveTable table = moveTable(move);
          emitKernel(emit, arguments, move, table, emitTable(function, table));
        })
        .Case<kernel::ReadOp, kernel::WriteOp, kernel::PhaseConvOp, kernel::MapOp, kernel::ConvertOp>(
            [&](auto kernelOp) { emitKernel(emit, arguments, kernelOp); });
    LLVM::ReturnOp::create(builder, op->getLoc(), ValueRange());
    return function;
  }

  /// int32_t run(int64_t n, const float *const *inputs, float *const *outputs, void *workspace)
  void emitRun(ArrayRef<LLVM::LLVMFuncOp> kernels) {
    const Location loc = program.getLoc();
    const Type pointer = LLVM::LLVMPointerType::get(module.getContext()), i64 = builder.getI64Type();
    auto function = makeFunction(loc, runName, builder.getI32Type(), {i64, pointer, pointer, pointer},
                                 LLVM::Linkage::Internal);
    function->setAttr(kernel::kTargetAttr, builder.getStringAttr(target.name));
    function->setAttr(kernel::kArenaBytesAttr, program->getAttr(kernel::kArenaBytesAttr));
    OpBuilder::InsertionGuard guard(builder);
    Block *body = function.addEntryBlock(builder);
    builder.setInsertionPointToStart(body);
    Emitter emit(builder, loc, target);
    const Value n = body->getArgument(0);
    const Value blocks = emit.divide(emit.add(n, kernel::kLanes - 1), kernel::kLanes);
    emit.loop(emit.i64(0), blocks, [&](Value block) {
      const Value first = emit.mul(block, kernel::kLanes);
      for (LLVM::LLVMFuncOp kernelFunction : kernels)
        LLVM::CallOp::create(
            builder, loc, kernelFunction,
            ValueRange{body->getArgument(1), body->getArgument(2), body->getArgument(3), first, n});
    });
    const Value ok = arith::ConstantIntOp::create(builder, loc, 0, 32);
    LLVM::ReturnOp::create(builder, loc, ok);
  }

  ModuleOp module;
  func::FuncOp program;
  const kernel::Target &target;
  OpBuilder builder;
  const std::string prefix, runName;
};

/// `kernel.data` becomes a constant that starts at a cell's alignment.
void emitData(ModuleOp module) {
  for (auto data : llvm::make_early_inc_range(module.getOps<kernel::DataOp>())) {
    OpBuilder builder(data);
    const ElementsAttr value = data.getValue();
    const auto type = LLVM::LLVMArrayType::get(value.getElementType(), value.getNumElements());
    LLVM::GlobalOp::create(builder, data.getLoc(), type, true, LLVM::Linkage::Internal, data.getSymName(),
                           value, kernel::kVectorBytes);
    data.erase();
  }
}

struct EmitKernelsPass : impl::EmitKernelsPassBase<EmitKernelsPass> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    SmallVector<func::FuncOp> programs(module.getOps<func::FuncOp>());
    for (func::FuncOp program : programs) {
      const auto name = program->getAttrOfType<StringAttr>(kernel::kTargetAttr);
      const kernel::Target *target = name ? kernel::findTarget(name) : nullptr;
      if (!target)
        return program.emitError(
                   "program has no known target, expected kernel-tile-kernels to have named one"),
               signalPassFailure();
      if (!target->hasFma && !module.lookupSymbol(kFmaSymbol)) {
        OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
        Emitter emit(builder, module.getLoc(), *target);
        emitFmaFunction(emit);
      }
      ProgramEmitter(module, program, *target, gan::modelName(module)).run();
    }
    for (func::FuncOp program : programs)
      program.erase();
    emitData(module);
  }
};

} // namespace
} // namespace ganc::codegen
