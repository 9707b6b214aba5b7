// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Between the caller's floats, one shower behind the other, and cells of 16 showers side by side, or of one.
//
// Lanes beyond the last shower read it again and write its values again, so a short block needs no other
// code.

#include "passes/codegen/EmitKernel.h"

#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;

namespace ganc::codegen {

using kernel::Extents;

namespace {

class Transfer {
public:
  /// Between `buffer` and tensor `index` of `tensors`.
  Transfer(Emitter &emit, const KernelArguments &arguments, Operation *op, Value buffer, Value tensors,
           int64_t index)
      : emit(emit), buffer(buffer), extents(buffer), planes(planeRange(emit, arguments, op, extents.x)),
        cells(addressOf(emit, arguments, buffer)) {
    const Value tensor = emit.load(emit.at(tensors, index * 8), emit.pointerType, 8);
    const Value last = emit.add(arguments.count, -1);
    for (int64_t lane = 0; lane < extents.lanes; lane++) {
      const Value shower = emit.min(emit.add(arguments.first, lane), last);
      showers.push_back(emit.at(tensor, emit.mul(shower, extents.cells() * kernel::kWordBytes)));
    }
  }

  void read() {
    forEachVector([&](Value bytes, Value place, int64_t words) {
      emit.storeWords(isOneShower() ? emit.loadWords(emit.at(showers[0], bytes), emit.floatVector, words, 1)
                                    : gather(bytes),
                      place, words, extents.cellBytes());
    });
  }

  void write() {
    if (!isOneShower())
      return writeBlocks();
    forEachVector([&](Value bytes, Value place, int64_t words) {
      const Value vector = emit.loadWords(place, emit.floatVector, words, extents.cellBytes());
      emit.storeWords(vector, emit.at(showers[0], bytes), words, 1);
    });
  }

private:
  bool isOneShower() const { return extents.lanes == 1; }

  /// Calls visit(first element, first cell, length) for each run of cells whose values are neighbors in a
  /// shower too.
  void forEachRun(llvm::function_ref<void(Value, Value, int64_t)> visit) {
    const int64_t channels = extents.groups;
    if (extents.x * extents.y == 1)
      return visit(emit.i64(0), emit.i64(0), extents.cells());
    const int64_t rows = channels == 1 ? 1 : extents.y, length = extents.y / rows * extents.z;
    emit.loop(planes.begin, planes.end, [&](Value x) {
      const Value place = planePlace(emit, buffer, x);
      emit.loop(rows, [&](Value y) {
        emit.loop(channels, [&](Value c) {
          const Value plane = emit.add(emit.mul(c, extents.x), x);
          const Value row = emit.add(emit.mul(emit.add(emit.mul(place, rows), y), channels), c);
          visit(emit.mul(emit.add(emit.mul(plane, rows), y), length), emit.mul(row, length), length);
        });
      });
    });
  }

  /// Calls visit(byte offset of a value in its shower, pointer to its cell, words) so that the words from
  /// there on are neighbors in the shower too.
  void forEachVector(llvm::function_ref<void(Value, Value, int64_t)> visit) {
    forEachRun([&](Value firstElement, Value firstCell, int64_t length) {
      emit.forEachVector(length, extents.lanes, [&](Value z, int64_t words) {
        visit(emit.mul(emit.add(firstElement, z), kernel::kWordBytes),
              emit.at(cells, emit.mul(emit.add(firstCell, z), extents.cellBytes())), words);
      });
    });
  }

  /// The values of 16 showers at a byte offset.
  Value gather(Value bytes) {
    Value cell = emit.splat(0.0f);
    for (const auto [lane, shower] : llvm::enumerate(showers)) {
      const Value value = emit.load(emit.at(shower, bytes), emit.f32Type, 1);
      cell = vector::InsertOp::create(emit.builder, emit.loc, value, cell, static_cast<int64_t>(lane));
    }
    return cell;
  }

  /// Runs of cells whose values are neighbors in a shower, 16 cells at a time and then one by one.
  void writeBlocks() {
    forEachRun([&](Value firstElement, Value firstCell, int64_t length) {
      const auto at = [&](Value i) {
        return std::pair{emit.mul(emit.add(firstElement, i), kernel::kWordBytes),
                         emit.at(cells, emit.mul(emit.add(firstCell, i), extents.cellBytes()))};
      };
      const int64_t blocks = length / kernel::kLanes;
      emit.loop(blocks, [&](Value block) {
        const auto [bytes, place] = at(emit.mul(block, kernel::kLanes));
        writeBlock(bytes, place);
      });
      emit.loop(length % kernel::kLanes, [&](Value i) {
        const auto [bytes, place] = at(emit.add(i, blocks * kernel::kLanes));
        scatter(emit.load(place, emit.floatVector, extents.cellBytes()), bytes);
      });
    });
  }

  /// 16 cells of 16 showers: 16 vectors to store instead of 256 words.
  void writeBlock(Value bytes, Value place) {
    SmallVector<Value> block;
    for (int64_t i = 0; i < kernel::kLanes; i++)
      block.push_back(
          emit.load(emit.at(place, i * extents.cellBytes()), emit.floatVector, extents.cellBytes()));
    emit.transpose(block);
    for (const auto [shower, values] : llvm::zip_equal(showers, block))
      emit.store(values, emit.at(shower, bytes), 1);
  }

  void scatter(Value cell, Value bytes) {
    for (const auto [lane, shower] : llvm::enumerate(showers)) {
      const Value value = vector::ExtractOp::create(emit.builder, emit.loc, cell, static_cast<int64_t>(lane));
      emit.store(value, emit.at(shower, bytes), 1);
    }
  }

  Emitter &emit;
  const Value buffer;
  const Extents extents;
  const PlaneRange planes;
  const Value cells;
  SmallVector<Value> showers; // pointers to the tensor's floats of each
};

} // namespace

void emitKernel(Emitter &emit, const KernelArguments &arguments, kernel::ReadOp op) {
  Transfer(emit, arguments, op, op.getDst(), arguments.inputs, op.getInput()).read();
}

void emitKernel(Emitter &emit, const KernelArguments &arguments, kernel::WriteOp op) {
  Transfer(emit, arguments, op, op.getSrc(), arguments.outputs, op.getOutput()).write();
}

} // namespace ganc::codegen
