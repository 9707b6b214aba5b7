// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Flat planes: for each plane x and group, zeros and then the rows over them.

#include "passes/codegen/EmitKernel.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;

namespace ganc::codegen {

using kernel::Extents;
using kernel::kWordBytes;

namespace {

class FlattenEmitter {
public:
  FlattenEmitter(Emitter &emit, const KernelArguments &arguments, kernel::FlattenOp op)
      : emit(emit), arguments(arguments), op(op), src(op.getSrc()), dst(op.getDst()),
        srcBase(addressOf(emit, arguments, op.getSrc())), dstBase(addressOf(emit, arguments, op.getDst())) {}

  void run() {
    const PlaneRange planes = planeRange(emit, arguments, op, dst.x);
    emit.loop(planes.begin, planes.end, [&](Value x) {
      const Value from = planePlace(emit, op.getSrc(), x), to = planePlace(emit, op.getDst(), x);
      emit.loop(dst.groups, [&](Value group) {
        const Value row = emit.add(emit.mul(to, dst.groups), group);
        const Value plane = emit.at(dstBase, emit.mul(row, dst.z * kWordBytes));
        clear(plane);
        emit.loop(src.y, [&](Value y) { copyRow(from, y, group, plane); });
      });
    });
  }

private:
  /// Where rows leave no word between them, only what is behind them.
  void clear(Value plane) {
    const int64_t pitch = op.getPitch();
    const bool isDense = op.getLead() == 0 && pitch == src.z;
    const int64_t first = isDense ? src.y * pitch / kernel::kLanes : 0;
    emit.loop(emit.i64(first), emit.i64(dst.z / kernel::kLanes), [&](Value vector) {
      emit.store(emit.splat(int32_t(0)), emit.at(plane, emit.mul(vector, kernel::kVectorBytes)),
                 kernel::kVectorBytes);
    });
  }

  void copyRow(Value x, Value y, Value group, Value plane) {
    const Value row = emit.add(emit.mul(emit.add(emit.mul(x, src.y), y), src.groups), group);
    const Value place = emit.add(emit.mul(y, op.getPitch()), op.getLead());
    emit.forEachVector(src.z, src.lanes, [&](Value z, int64_t words) {
      const Value from = emit.at(srcBase, emit.mul(emit.add(emit.mul(row, src.z), z), kWordBytes));
      emit.storeWords(emit.loadWords(from, emit.wordVector, words, kWordBytes),
                      emit.at(plane, emit.mul(emit.add(place, z), kWordBytes)), words, kWordBytes);
    });
  }

  Emitter &emit;
  const KernelArguments &arguments;
  kernel::FlattenOp op;
  const Extents src, dst;
  const Value srcBase, dstBase;
};

} // namespace

void emitKernel(Emitter &emit, const KernelArguments &arguments, kernel::FlattenOp op) {
  FlattenEmitter(emit, arguments, op).run();
}

} // namespace ganc::codegen
