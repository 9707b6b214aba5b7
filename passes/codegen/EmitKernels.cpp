// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Turns programs into functions.
//
//   before:  func.func @program_T, @program_T_single { kernel ops }, kernel.data
//   after:   llvm.func @MODEL_run_T(n, inputs, outputs, workspace) calling one function for each kernel,
//            llvm.mlir.global constants
//
// n showers are blocks of 16 for the program of schedule lanes and a tail. The tail goes shower by shower through
// the single program where that costs no more (`kernel.cost`) than one more block:
//
//   n = 16 * blocks + tail,  tail * cost(single) <= cost(lanes)
//
// One function for each kernel keeps a layer findable in a disassembly and in a profile, and LLVM's work on
// it apart from the rest.

#include "dialects/gan/ModelName.h"
#include "dialects/kernel/CName.h"
#include "dialects/kernel/KernelGroups.h"
#include "passes/codegen/EmitFma.h"
#include "passes/codegen/EmitKernel.h"
#include "passes/codegen/EmitRun.h"
#include "passes/codegen/Passes.h"

#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;

namespace ganc::codegen {

#define GEN_PASS_DEF_EMITKERNELSPASS
#include "passes/codegen/Passes.h.inc"

namespace {

using kernel::Schedule;

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

LLVM::LLVMFuncOp makeFunction(OpBuilder &builder, Location loc, StringRef name, Type result,
                              ArrayRef<Type> arguments, const kernel::Target &target) {
  auto function = LLVM::LLVMFuncOp::create(builder, loc, name, LLVM::LLVMFunctionType::get(result, arguments),
                                           LLVM::Linkage::Internal);
  addTargetAttributes(function, target);
  return function;
}

Copies copiesOfCall(Operation *op) {
  if (!kernel::runsForAllCopies(op))
    return Copies::Apart;
  auto conv = dyn_cast<kernel::PhaseConvOp>(op);
  return conv && conv.getCopiesTile() ? Copies::Together : Copies::InTurn;
}

class ProgramEmitter {
public:
  ProgramEmitter(ModuleOp module, func::FuncOp program, const kernel::Target &target, Schedule schedule,
                 StringRef model)
      : module(module), program(program), target(target), schedule(schedule), model(model),
        builder(OpBuilder::atBlockEnd(module.getBody())) {}

  /// A call of each kernel, in order, and several of those that take turns.
  SmallVector<KernelCall> run() {
    SmallVector<KernelCall> calls;
    size_t number = 0;
    for (const kernel::KernelGroup &group : kernel::kernelGroups(program)) {
      SmallVector<KernelCall> whole;
      for (Operation *op : group)
        whole.push_back({emitFunction(op, number++), llvm::map_to_vector(buffersOf(op), offsetOf), 0, 0,
                         copiesOfCall(op)});
      if (group.size() == 1)
        calls.push_back(whole.front());
      else
        for (const numerics::PlaneCall &turn : kernel::planeScheduleOf(group).calls)
          calls.push_back(
              {whole[turn.stage].function, whole[turn.stage].places, turn.begin, turn.end, Copies::Apart});
    }
    return calls;
  }

private:
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
    const SmallVector<kernel::BufferOp> buffers = buffersOf(op);
    const std::string name = kernel::kernelFunctionName(model, target.name, schedule, number, nodeName(op));
    auto function = makeFunction(builder, op->getLoc(), name, LLVM::LLVMVoidType::get(module.getContext()),
                                 argumentTypes(builder, buffers), target);
    function.setNoInline(true); // else the only call of each takes it in
    OpBuilder::InsertionGuard guard(builder);
    Block *body = function.addEntryBlock(builder);
    builder.setInsertionPointToStart(body);
    Emitter emit(builder, op->getLoc(), target);
    const KernelArguments arguments = argumentsOf(*body, buffers);
    llvm::TypeSwitch<Operation *>(op)
        .Case([&](kernel::MoveOp move) {
          const MoveTable table = moveTable(move);
          emitKernel(emit, arguments, move, table, emitTable(function, table));
        })
        .Case<kernel::ReadOp, kernel::WriteOp, kernel::PhaseConvOp, kernel::FlattenOp,
              kernel::AppendDifferencesOp, kernel::MapOp, kernel::ConvertOp, kernel::LookupOp>(
            [&](auto kernelOp) { emitKernel(emit, arguments, kernelOp); });
    LLVM::ReturnOp::create(builder, op->getLoc(), ValueRange());
    return function;
  }

  ModuleOp module;
  func::FuncOp program;
  const kernel::Target &target;
  const Schedule schedule;
  const StringRef model;
  OpBuilder builder;
};

/// The programs of a target; one of them may be missing.
class TargetEmitter {
public:
  TargetEmitter(ModuleOp module, const kernel::Target &target, StringRef model)
      : module(module), target(target), model(model) {}

  void add(func::FuncOp program) {
    const auto schedule = program->getAttrOfType<kernel::ScheduleAttr>(kernel::kScheduleAttr);
    (schedule.getValue() == Schedule::Lanes ? lanes : single) = program;
  }

  void run() {
    OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
    SmallVector<KernelCall> block, one;
    if (lanes)
      block = ProgramEmitter(module, lanes, target, Schedule::Lanes, model).run();
    if (single)
      one = ProgramEmitter(module, single, target, Schedule::Single, model).run();
    emitRun(makeRun(builder), target, {block, one, copies(), lanes ? longestTail() : 0});
  }

private:
  static int64_t attribute(func::FuncOp program, StringRef name) {
    const auto value = program ? program->getAttrOfType<IntegerAttr>(name) : IntegerAttr();
    return value ? value.getInt() : 0;
  }

  /// Most showers of a tail that go one by one.
  int64_t longestTail() const {
    if (!lanes || !single)
      return 0;
    const int64_t one = std::max<int64_t>(1, attribute(single, kernel::kCostAttr));
    return std::min(attribute(lanes, kernel::kCostAttr) / one, kernel::kLanes - 1);
  }

  /// Of the buffers of the lanes program.
  int64_t copies() {
    int64_t most = 1;
    if (lanes)
      for (auto buffer : lanes.getOps<kernel::BufferOp>())
        most = std::max<int64_t>(most, buffer.getCopies().value_or(1));
    return most;
  }

  LLVM::LLVMFuncOp makeRun(OpBuilder &builder) {
    const Type pointer = LLVM::LLVMPointerType::get(module.getContext()), i64 = builder.getI64Type();
    auto function = makeFunction(builder, module.getLoc(), cName(model) + "_run_" + cName(target.name),
                                 builder.getI32Type(), {i64, pointer, pointer, pointer}, target);
    const auto set = [&](StringRef name, int64_t value) {
      function->setAttr(name, builder.getI64IntegerAttr(value));
    };
    const int64_t arena = attribute(lanes, kernel::kArenaBytesAttr),
                  singleArena = attribute(single, kernel::kArenaBytesAttr);
    function->setAttr(kernel::kTargetAttr, builder.getStringAttr(target.name));
    set(kernel::kArenaBytesAttr, std::max(arena, singleArena));
    set(kernel::kTailAttr, lanes ? longestTail() : std::numeric_limits<int64_t>::max());
    set(kernel::kTailBytesAttr, singleArena);
    return function;
  }

  ModuleOp module;
  const kernel::Target &target;
  const StringRef model;
  func::FuncOp lanes, single;
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
  /// Adds the program to its target's.
  LogicalResult sort(func::FuncOp program, llvm::MapVector<const kernel::Target *, TargetEmitter> &targets) {
    const auto name = program->getAttrOfType<StringAttr>(kernel::kTargetAttr);
    const kernel::Target *target = name ? kernel::findTarget(name) : nullptr;
    if (!target || !program->getAttrOfType<kernel::ScheduleAttr>(kernel::kScheduleAttr))
      return program.emitError(
          "program has no known target and schedule, expected kernel-tile-kernels to have chosen them");
    targets.try_emplace(target, getOperation(), *target, gan::modelName(getOperation()))
        .first->second.add(program);
    return success();
  }

  void runOnOperation() override {
    ModuleOp module = getOperation();
    SmallVector<func::FuncOp> programs(module.getOps<func::FuncOp>());
    llvm::MapVector<const kernel::Target *, TargetEmitter> targets;
    for (func::FuncOp program : programs)
      if (failed(sort(program, targets)))
        return signalPassFailure();
    for (auto &[target, emitter] : targets) {
      if (!target->hasFma) {
        OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
        Emitter emit(builder, module.getLoc(), *target);
        emitFmaFunction(emit);
      }
      emitter.run();
    }
    for (func::FuncOp program : programs)
      program.erase();
    emitData(module);
  }
};

} // namespace
} // namespace ganc::codegen
