// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "passes/codegen/KernelArguments.h"

#include "llvm/ADT/SetVector.h"

using namespace mlir;

namespace ganc::codegen {

constexpr size_t kFixedPointers = 3, kNumbers = 6;

SmallVector<kernel::BufferOp> buffersOf(Operation *op) {
  llvm::SmallSetVector<kernel::BufferOp, 4> buffers;
  for (const Value operand : op->getOperands())
    buffers.insert(kernel::bufferOf(operand));
  return buffers.takeVector();
}

int64_t offsetOf(kernel::BufferOp buffer) {
  return buffer.getOffset().value_or(0);
}

SmallVector<Type> argumentTypes(Builder &builder, ArrayRef<kernel::BufferOp> buffers) {
  SmallVector<Type> types(kFixedPointers + buffers.size(), LLVM::LLVMPointerType::get(builder.getContext()));
  types.append(kNumbers, builder.getI64Type());
  return types;
}

KernelArguments argumentsOf(Block &body, ArrayRef<kernel::BufferOp> buffers) {
  KernelArguments arguments;
  auto next = body.args_begin();
  for (Value *argument : {&arguments.inputs, &arguments.outputs, &arguments.arena})
    *argument = *next++;
  for (const kernel::BufferOp buffer : buffers)
    arguments.buffers[buffer] = *next++;
  for (Value *argument : {&arguments.first, &arguments.count, &arguments.planesBegin, &arguments.planesEnd,
                          &arguments.copy, &arguments.copies})
    *argument = *next++;
  return arguments;
}

Value addressOf(Emitter &emit, const KernelArguments &arguments, Value buffer) {
  const Value first = arguments.buffers.lookup(kernel::bufferOf(buffer));
  if (kernel::copiesOf(buffer) == 1)
    return first;
  return emit.at(first, emit.mul(arguments.copy, kernel::Extents(buffer).bytes()));
}

PlaneRange planeRange(Emitter &emit, const KernelArguments &arguments, Operation *op, int64_t extent) {
  const bool takesTurns = llvm::any_of(op->getOperands(), [](Value v) { return kernel::keptPlanes(v) > 0; });
  return takesTurns ? PlaneRange{arguments.planesBegin, arguments.planesEnd}
                    : PlaneRange{emit.i64(0), emit.i64(extent)};
}

Value planePlace(Emitter &emit, Value buffer, Value x) {
  const int64_t kept = kernel::keptPlanes(buffer);
  return kept == 0 ? x : emit.remainder(x, kept);
}

} // namespace ganc::codegen
