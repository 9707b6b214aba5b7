// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "passes/codegen/Emitter.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;

namespace ganc::codegen {

Emitter::Emitter(OpBuilder &builder, Location loc, const kernel::Target &target)
    : builder(builder), loc(loc), target(target), i64Type(builder.getI64Type()),
      i32Type(builder.getI32Type()), f32Type(builder.getF32Type()),
      pointerType(LLVM::LLVMPointerType::get(builder.getContext())),
      wordVector(VectorType::get({kernel::kLanes}, i32Type)),
      floatVector(VectorType::get({kernel::kLanes}, f32Type)) {}

Value Emitter::i64(int64_t value) {
  return arith::ConstantIntOp::create(builder, loc, value, 64);
}
Value Emitter::add(Value a, Value b) {
  return builder.createOrFold<arith::AddIOp>(loc, a, b);
}
Value Emitter::add(Value a, int64_t b) {
  return b == 0 ? a : add(a, i64(b));
}
Value Emitter::sub(Value a, Value b) {
  return builder.createOrFold<arith::SubIOp>(loc, a, b);
}
Value Emitter::mul(Value a, int64_t b) {
  return b == 1 ? a : builder.createOrFold<arith::MulIOp>(loc, a, i64(b));
}
Value Emitter::divide(Value a, int64_t by) {
  return by == 1 ? a : builder.createOrFold<arith::DivUIOp>(loc, a, i64(by));
}
Value Emitter::remainder(Value a, int64_t by) {
  return by == 1 ? i64(0) : builder.createOrFold<arith::RemUIOp>(loc, a, i64(by));
}
Value Emitter::min(Value a, Value b) {
  return builder.createOrFold<arith::MinSIOp>(loc, a, b);
}
Value Emitter::max(Value a, Value b) {
  return builder.createOrFold<arith::MaxSIOp>(loc, a, b);
}

Value Emitter::at(Value pointer, Value bytes) {
  return LLVM::GEPOp::create(builder, loc, pointerType, builder.getI8Type(), pointer,
                             ArrayRef<LLVM::GEPArg>{bytes});
}

Value Emitter::at(Value pointer, int64_t bytes) {
  return bytes == 0 ? pointer : at(pointer, i64(bytes));
}

Value Emitter::addressOf(StringRef symbol) {
  return LLVM::AddressOfOp::create(builder, loc, pointerType, symbol);
}

Value Emitter::load(Value pointer, Type type, unsigned alignment) {
  return LLVM::LoadOp::create(builder, loc, type, pointer, alignment);
}

void Emitter::store(Value value, Value pointer, unsigned alignment) {
  LLVM::StoreOp::create(builder, loc, value, pointer, alignment);
}

void Emitter::prefetch(Value pointer) {
  LLVM::Prefetch::create(builder, loc, pointer, /*rw=*/0, /*hint=*/3, /*cache=*/1);
}

Value Emitter::loadSplat(Value pointer, VectorType vector) {
  return splat(load(pointer, vector.getElementType(), kernel::kWordBytes));
}

/// Lanes of a shuffle with a second vector: the first `words` of the first, the rest of the second.
static SmallVector<int64_t> firstLanes(int64_t words) {
  SmallVector<int64_t> lanes;
  for (int64_t lane = 0; lane < kernel::kLanes; lane++)
    lanes.push_back(lane < words ? lane : words + lane);
  return lanes;
}

Value Emitter::loadWords(Value pointer, VectorType vector, int64_t words, unsigned alignment) {
  if (words == kernel::kLanes)
    return load(pointer, vector, alignment);
  const Value part = load(pointer, VectorType::get({words}, vector.getElementType()), alignment);
  const Value zero = arith::ConstantOp::create(builder, loc, builder.getZeroAttr(vector));
  return vector::ShuffleOp::create(builder, loc, part, zero, firstLanes(words));
}

void Emitter::storeWords(Value value, Value pointer, int64_t words, unsigned alignment) {
  if (words < kernel::kLanes)
    value = vector::ExtractStridedSliceOp::create(builder, loc, value, ArrayRef<int64_t>{0},
                                                  ArrayRef<int64_t>{words}, ArrayRef<int64_t>{1});
  store(value, pointer, alignment);
}

Value Emitter::splat(Value scalar) {
  return vector::BroadcastOp::create(builder, loc, VectorType::get({kernel::kLanes}, scalar.getType()),
                                     scalar);
}

Value Emitter::splat(float value) {
  return arith::ConstantOp::create(builder, loc, DenseElementsAttr::get(floatVector, value));
}

Value Emitter::splat(int32_t value) {
  return arith::ConstantOp::create(builder, loc, DenseElementsAttr::get(wordVector, value));
}

Value Emitter::bitcast(Value value, Type type) {
  return value.getType() == type ? value : LLVM::BitcastOp::create(builder, loc, type, value).getResult();
}

Value Emitter::fma(Value a, Value b, Value c) {
  if (target.hasFma)
    return LLVM::FMAOp::create(builder, loc, a, b, c);
  return LLVM::CallOp::create(builder, loc, floatVector, kFmaSymbol, ValueRange{a, b, c}).getResult();
}

Value Emitter::multiply(Value a, Value b) {
  return arith::MulFOp::create(builder, loc, a, b);
}

Value Emitter::selectGreater(Value a, Value b, Value yes, Value no) {
  const Value greater = arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::OGT, a, b);
  return arith::SelectOp::create(builder, loc, greater, yes, no);
}

Value Emitter::activate(Value value, std::optional<float> slope) {
  if (!slope)
    return value;
  const Value zero = splat(0.0f);
  if (*slope == 0.0f)
    return selectGreater(value, zero, value, zero);
  const Value scaled = multiply(splat(*slope), value);
  // With a slope between 0 and 1 the larger one is right on either side of zero: one instruction instead of two.
  const bool isShallow = *slope > 0.0f && *slope < 1.0f;
  return selectGreater(value, isShallow ? scaled : zero, value, scaled);
}

Value Emitter::roundToStorage(Value value, ArrayRef<int64_t> storage) {
  const Value low = splat(static_cast<float>(storage[0] - storage[2]));
  const Value high = splat(static_cast<float>(storage[1] - storage[2]));
  value = selectGreater(value, low, value, low);
  value = selectGreater(high, value, value, high);
  // Adding 1.5 * 2^23 to a small number rounds it half to even into the low bits, on every target alike.
  const Value magic = splat(12582912.0f);
  const Value shifted = bitcast(arith::AddFOp::create(builder, loc, value, magic), wordVector);
  return arith::AddIOp::create(builder, loc, shifted, splat(static_cast<int32_t>(storage[2] - 0x4b400000)));
}

Value Emitter::words(Type type, int32_t value) {
  const Attribute word = builder.getI32IntegerAttr(value);
  const auto vector = dyn_cast<VectorType>(type);
  return arith::ConstantOp::create(
      builder, loc, vector ? cast<TypedAttr>(DenseElementsAttr::get(vector, word)) : cast<TypedAttr>(word));
}

Value Emitter::packSlots(ArrayRef<Value> values, int64_t slots) {
  const int32_t bits = 32 / slots;
  const Type type = values[0].getType();
  const Value mask = words(type, static_cast<int32_t>(slots == 1 ? ~0u : (1u << bits) - 1));
  Value packed = arith::AndIOp::create(builder, loc, values[0], mask);
  for (size_t slot = 1; slot < values.size(); slot++) {
    const Value masked = arith::AndIOp::create(builder, loc, values[slot], mask);
    const Value placed = arith::ShLIOp::create(builder, loc, masked, words(type, slot * bits));
    packed = arith::OrIOp::create(builder, loc, packed, placed);
  }
  return packed;
}

Value Emitter::unpackSlot(Value packed, int64_t slot, int64_t slots) {
  const int32_t bits = 32 / slots;
  const Value top = splat(static_cast<int32_t>(32 - bits));
  const Value shifted =
      arith::ShLIOp::create(builder, loc, packed, splat(static_cast<int32_t>((slots - 1 - slot) * bits)));
  if (slots == 4)
    return arith::ShRUIOp::create(builder, loc, shifted, top);
  return arith::ShRSIOp::create(builder, loc, shifted, top);
}

/// Swaps the blocks of `step` lanes off the diagonal of two vectors: a = a0 a1, b = b0 b1 become a0 b0, a1 b1.
static std::pair<Value, Value> swapBlocks(Emitter &emit, Value a, Value b, int64_t step) {
  SmallVector<int64_t> low, high;
  for (int64_t lane = 0; lane < kernel::kLanes; lane++) {
    const bool fromB = lane & step;
    low.push_back(fromB ? kernel::kLanes + lane - step : lane);
    high.push_back(fromB ? kernel::kLanes + lane : lane + step);
  }
  return {vector::ShuffleOp::create(emit.builder, emit.loc, a, b, low),
          vector::ShuffleOp::create(emit.builder, emit.loc, a, b, high)};
}

void Emitter::transpose(MutableArrayRef<Value> vectors) {
  for (int64_t step = kernel::kLanes / 2; step > 0; step /= 2)
    for (int64_t i = 0; i < kernel::kLanes; i++)
      if (!(i & step))
        std::tie(vectors[i], vectors[i + step]) = swapBlocks(*this, vectors[i], vectors[i + step], step);
}

void Emitter::loop(Value low, Value high, Body body) {
  scf::ForOp::create(
      builder, loc, low, high, i64(1), ValueRange(),
      [&](OpBuilder &, Location, Value index, ValueRange) { // `builder` itself, inside the loop
        body(index);
        scf::YieldOp::create(builder, loc);
      });
}

void Emitter::loop(int64_t count, Body body) {
  if (count == 1)
    body(i64(0));
  else if (count > 1)
    loop(i64(0), i64(count), body);
}

void Emitter::when(Value condition, llvm::function_ref<void()> body) {
  scf::IfOp::create(builder, loc, condition, [&](OpBuilder &, Location) {
    body();
    scf::YieldOp::create(builder, loc);
  });
}

void Emitter::forEachVector(int64_t cells, int64_t lanes,
                            llvm::function_ref<void(Value cell, int64_t words)> body) {
  const int64_t each = kernel::kLanes / lanes, rest = cells % each;
  loop(cells / each, [&](Value vector) { body(mul(vector, each), kernel::kLanes); });
  if (rest)
    body(i64(cells - rest), rest * lanes);
}

SmallVector<Value> Emitter::reduce(Value low, Value high, ValueRange initial, Reduction body) {
  auto loop = scf::ForOp::create(builder, loc, low, high, i64(1), initial,
                                 [&](OpBuilder &, Location, Value index, ValueRange values) {
                                   scf::YieldOp::create(builder, loc, body(index, values));
                                 });
  return SmallVector<Value>(loop.getResults());
}

} // namespace ganc::codegen
