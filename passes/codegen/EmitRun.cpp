// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "passes/codegen/EmitRun.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;

namespace ganc::codegen {

namespace {
class RunEmitter {
public:
  RunEmitter(Emitter &emit, Block &body, const RunCalls &calls)
      : emit(emit), n(body.getArgument(0)), inputs(body.getArgument(1)), outputs(body.getArgument(2)),
        workspace(body.getArgument(3)), calls(calls) {}

  void run() {
    Value done = emit.i64(0);
    if (!calls.block.empty())
      done = runBlocks();
    if (!calls.shower.empty())
      emit.loop(done, n, [&](Value shower) { callAll(calls.shower, shower); });
  }

private:
  /// Returns the showers that are made. A tail of more than `longestTail` showers counts as a block.
  Value runBlocks() {
    const Value blocks = emit.divide(emit.add(n, kernel::kLanes - 1 - calls.longestTail), kernel::kLanes);
    Value done = emit.i64(0);
    if (calls.copies > 1) {
      const Value batches = emit.divide(blocks, calls.copies);
      emit.loop(emit.i64(0), batches,
                [&](Value batch) { runCopies(emit.mul(batch, calls.copies * kernel::kLanes)); });
      done = emit.mul(batches, calls.copies);
    }
    emit.loop(done, blocks, [&](Value block) { callAll(calls.block, emit.mul(block, kernel::kLanes)); });
    return emit.mul(blocks, kernel::kLanes);
  }

  void runCopies(Value first) {
    const auto forEachCopy = [&](llvm::function_ref<void(Value, Value)> body) {
      emit.loop(calls.copies,
                [&](Value copy) { body(emit.add(first, emit.mul(copy, kernel::kLanes)), copy); });
    };
    for (const KernelCall &kernel : calls.block)
      if (kernel.copies == Copies::Together)
        call(kernel, first, emit.i64(0), calls.copies);
      else if (kernel.copies == Copies::InTurn)
        forEachCopy([&](Value shower, Value copy) { call(kernel, shower, copy, 1); });
    forEachCopy([&](Value shower, Value copy) {
      for (const KernelCall &kernel : calls.block)
        if (kernel.copies == Copies::Apart)
          call(kernel, shower, copy, 1);
    });
  }

  void callAll(ArrayRef<KernelCall> kernels, Value first) {
    for (const KernelCall &kernel : kernels)
      call(kernel, first, emit.i64(0), 1);
  }

  void call(const KernelCall &kernel, Value first, Value copy, int64_t copies) {
    SmallVector<Value> arguments{inputs, outputs, workspace};
    for (const int64_t place : kernel.places)
      arguments.push_back(emit.at(workspace, place));
    arguments.append(
        {first, n, emit.i64(kernel.planesBegin), emit.i64(kernel.planesEnd), copy, emit.i64(copies)});
    LLVM::CallOp::create(emit.builder, emit.loc, kernel.function, arguments);
  }

  Emitter &emit;
  const Value n, inputs, outputs, workspace;
  const RunCalls &calls;
};
} // namespace

void emitRun(LLVM::LLVMFuncOp run, const kernel::Target &target, const RunCalls &calls) {
  OpBuilder builder(run.getContext());
  Block *body = run.addEntryBlock(builder);
  builder.setInsertionPointToStart(body);
  Emitter emit(builder, run.getLoc(), target);
  RunEmitter(emit, *body, calls).run();
  const Value ok = arith::ConstantIntOp::create(builder, run.getLoc(), 0, 32);
  LLVM::ReturnOp::create(builder, run.getLoc(), ok);
}

} // namespace ganc::codegen
