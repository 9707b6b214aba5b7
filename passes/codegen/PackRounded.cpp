// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "passes/codegen/PackRounded.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;

namespace ganc::codegen {

static Value packMasked(Emitter &emit, ArrayRef<Value> values, ArrayRef<int64_t> storage, int64_t slots) {
  SmallVector<Value> words;
  for (const Value value : values)
    words.push_back(emit.roundToStorage(value, storage));
  return emit.packSlots(words, slots);
}

namespace {
class SaturatingPack {
public:
  SaturatingPack(Emitter &emit, ArrayRef<int64_t> storage)
      : emit(emit), storage(storage), halves(VectorType::get({32}, emit.builder.getI16Type())),
        bytes(VectorType::get({64}, emit.builder.getI8Type())) {}

  /// [low, high] of 16 bits without a zero point, or 8 bits from 0 to 255.
  static bool handles(ArrayRef<int64_t> storage, int64_t slots) {
    return slots == 2 ? storage[1] == 32767 && storage[2] == 0 : storage[0] == 0 && storage[1] == 255;
  }

  Value packHalves(ArrayRef<Value> values) {
    const Value packed = pack("llvm.x86.avx512.packssdw.512", halves, convert(values, 0), convert(values, 1));
    return interleave(arith::MaxSIOp::create(emit.builder, emit.loc, packed, splat(storage[0])), 2, 2);
  }

  Value packBytes(ArrayRef<Value> values) {
    SmallVector<Value> pairs;
    for (int64_t i = 0; i < 4; i += 2) {
      const Value pair =
          pack("llvm.x86.avx512.packssdw.512", halves, convert(values, i), convert(values, i + 1));
      pairs.push_back(pack("llvm.sadd.sat", halves, pair, splat(storage[2])));
    }
    return interleave(pack("llvm.x86.avx512.packuswb.512", bytes, pairs[0], pairs[1]), 4, 1);
  }

private:
  Value call(StringRef name, Type type, ValueRange operands) {
    return LLVM::CallIntrinsicOp::create(emit.builder, emit.loc, type, emit.builder.getStringAttr(name),
                                         operands)
        .getResult(0);
  }
  Value pack(StringRef name, Type type, Value a, Value b) { return call(name, type, {a, b}); }

  Value splat(int64_t value) {
    return arith::ConstantOp::create(emit.builder, emit.loc,
                                     DenseElementsAttr::get(halves, static_cast<int16_t>(value)));
  }

  Value convert(ArrayRef<Value> values, size_t i) {
    if (i >= values.size())
      return emit.splat(int32_t(0));
    const Value all = arith::ConstantIntOp::create(emit.builder, emit.loc, -1, 16);
    const Value toNearestEven = arith::ConstantIntOp::create(emit.builder, emit.loc, 8, 32);
    return call("llvm.x86.avx512.mask.cvtps2dq.512", emit.wordVector,
                {values[i], emit.splat(int32_t(0)), all, toNearestEven});
  }

  /// Packs leave, in each 128 bits, four values of the first vector, then four of the next; they become one of
  /// each in turn.
  Value interleave(Value packed, int64_t vectors, int64_t elementBytes) {
    const int64_t elements = 64 / elementBytes, inLane = 16 / elementBytes;
    SmallVector<int64_t> order;
    for (int64_t i = 0; i < elements; i++)
      order.push_back(i / inLane * inLane + i % vectors * 4 + i % inLane / vectors);
    return emit.bitcast(vector::ShuffleOp::create(emit.builder, emit.loc, packed, packed, order),
                        emit.wordVector);
  }

  Emitter &emit;
  const ArrayRef<int64_t> storage;
  const VectorType halves, bytes;
};
} // namespace

Value packRounded(Emitter &emit, ArrayRef<Value> values, ArrayRef<int64_t> storage, int64_t slots,
                  bool fitsWord) {
  if (emit.target.vectorBits < 512 || !fitsWord || !SaturatingPack::handles(storage, slots))
    return packMasked(emit, values, storage, slots);
  SaturatingPack pack(emit, storage);
  return slots == 2 ? pack.packHalves(values) : pack.packBytes(values);
}

} // namespace ganc::codegen
