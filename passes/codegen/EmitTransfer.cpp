// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Between the caller's floats, one shower behind the other, and cells, 16 showers side by side.
//
// Lanes beyond the last shower read it again and write its values again, so a short block needs no other
// code.

#include "passes/codegen/EmitKernel.h"

#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;

namespace ganc::codegen {

using kernel::Extents;

/// Pointers to the 16 showers of a block in a tensor of `elements` floats a shower.
static SmallVector<Value> showerPointers(Emitter &emit, const KernelArguments &arguments, Value tensors,
                                         int64_t index, int64_t elements) {
  const Value tensor = emit.load(emit.at(tensors, index * 8), emit.pointerType, 8);
  const Value last = emit.add(arguments.count, -1);
  SmallVector<Value> pointers;
  for (int64_t lane = 0; lane < kernel::kLanes; lane++) {
    const Value shower = emit.min(emit.add(arguments.first, lane), last);
    pointers.push_back(emit.at(tensor, emit.mul(shower, elements * 4)));
  }
  return pointers;
}

/// Calls visit(byte offset of a value in its shower, pointer to its cell) for every cell of an f32 buffer.
static void forEachCell(Emitter &emit, Value base, const Extents &extents,
                        llvm::function_ref<void(Value, Value)> visit) {
  emit.loop(extents.x, [&](Value x) {
    emit.loop(extents.y, [&](Value y) {
      emit.loop(extents.groups, [&](Value c) {
        const Value row = emit.add(emit.mul(emit.add(emit.mul(c, extents.x), x), extents.y), y);
        const Value cellRow = emit.add(emit.mul(emit.add(emit.mul(x, extents.y), y), extents.groups), c);
        emit.loop(extents.z, [&](Value z) {
          const Value element = emit.add(emit.mul(row, extents.z), z);
          const Value cell = emit.add(emit.mul(cellRow, extents.z), z);
          visit(emit.mul(element, 4), emit.at(base, emit.mul(cell, kernel::kCellBytes)));
        });
      });
    });
  });
}

void emitKernel(Emitter &emit, const KernelArguments &arguments, kernel::ReadOp op) {
  const Extents dst(op.getDst());
  const auto showers = showerPointers(emit, arguments, arguments.inputs, op.getInput(), dst.cells());
  forEachCell(
      emit, emit.at(arguments.arena, offsetOf(op.getDst())), dst, [&](Value bytes, Value cellPointer) {
        Value cell = emit.splat(0.0f);
        for (const auto [lane, shower] : llvm::enumerate(showers)) {
          const Value value = emit.load(emit.at(shower, bytes), emit.f32Type, 1);
          cell = vector::InsertOp::create(emit.builder, emit.loc, value, cell, static_cast<int64_t>(lane));
        }
        emit.storeCell(cell, cellPointer);
      });
}

void emitKernel(Emitter &emit, const KernelArguments &arguments, kernel::WriteOp op) {
  const Extents src(op.getSrc());
  const auto showers = showerPointers(emit, arguments, arguments.outputs, op.getOutput(), src.cells());
  forEachCell(emit, emit.at(arguments.arena, offsetOf(op.getSrc())), src,
              [&](Value bytes, Value cellPointer) {
                const Value cell = emit.loadCell(cellPointer, emit.floatCell);
                for (const auto [lane, shower] : llvm::enumerate(showers)) {
                  const Value value =
                      vector::ExtractOp::create(emit.builder, emit.loc, cell, static_cast<int64_t>(lane));
                  emit.store(value, emit.at(shower, bytes), 1);
                }
              });
}

} // namespace ganc::codegen
