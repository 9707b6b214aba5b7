// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tables of bytes, byte by byte: a table is small enough to stay in L1, and every channel may have its own.

#include "passes/codegen/EmitKernel.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;

namespace ganc::codegen {

static void lookUp(Emitter &emit, Value table, Value src, Value dst) {
  const Value byte = emit.load(src, emit.builder.getI8Type(), 1);
  const Value index = arith::ExtUIOp::create(emit.builder, emit.loc, emit.i64Type, byte);
  emit.store(emit.load(emit.at(table, index), emit.builder.getI8Type(), 1), dst, 1);
}

void emitKernel(Emitter &emit, const KernelArguments &arguments, kernel::LookupOp op) {
  const kernel::Extents dst(op.getDst());
  const Value from = addressOf(emit, arguments, op.getSrc()), to = addressOf(emit, arguments, op.getDst());
  auto data = SymbolTable::lookupNearestSymbolFrom<kernel::DataOp>(op, op.getTableAttr());
  const int64_t own =
      data.getValue().getNumElements() == op.wordsOfChannels() ? 256 : 0; // bytes of a channel
  const Value table = emit.addressOf(op.getTable());
  emit.loop(dst.x * dst.y, [&](Value position) {
    emit.loop(dst.groups, [&](Value group) {
      const Value row = emit.mul(emit.add(emit.mul(position, dst.groups), group), dst.z * dst.lanes);
      const Value tables = emit.at(table, emit.mul(group, own * dst.slots));
      emit.loop(dst.z * dst.lanes, [&](Value word) {
        const Value place = emit.mul(emit.add(row, word), kernel::kWordBytes);
        for (int64_t slot = 0; slot < dst.slots; slot++)
          lookUp(emit, emit.at(tables, slot * own), emit.at(emit.at(from, place), slot),
                 emit.at(emit.at(to, place), slot));
      });
    });
  });
}

} // namespace ganc::codegen
