// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "passes/codegen/Dot.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;

namespace ganc::codegen {

static VectorType vectorOf(OpBuilder &builder, int64_t count, unsigned bits) {
  return VectorType::get({count}, builder.getIntegerType(bits));
}

DotProduct::Operand DotProduct::activations(Value vector) {
  if (!widens())
    return {vector, {}};
  const Value even = arith::AndIOp::create(emit.builder, emit.loc, vector, emit.splat(0x00ff00ff));
  const Value halves = emit.bitcast(vector, vectorOf(emit.builder, 32, 16));
  const Value eight = arith::ConstantOp::create(
      emit.builder, emit.loc, DenseElementsAttr::get(cast<ShapedType>(halves.getType()), int16_t(8)));
  return {even, arith::ShRUIOp::create(emit.builder, emit.loc, halves, eight)};
}

DotProduct::Operand DotProduct::weights(Value vector) {
  if (!widens())
    return {vector, {}};
  const Value halves = emit.bitcast(vector, vectorOf(emit.builder, 32, 16));
  const Value eight = arith::ConstantOp::create(
      emit.builder, emit.loc, DenseElementsAttr::get(cast<ShapedType>(halves.getType()), int16_t(8)));
  const Value low = arith::ShLIOp::create(emit.builder, emit.loc, halves, eight);
  return {arith::ShRSIOp::create(emit.builder, emit.loc, low, eight),
          arith::ShRSIOp::create(emit.builder, emit.loc, halves, eight)};
}

Value DotProduct::zero() {
  return slots == 1 ? emit.splat(0.0f) : emit.splat(int32_t(0));
}

/// vpmaddwd of whole vectors, in as many registers as the target needs.
Value DotProduct::multiplyPairs(Value a, Value b) {
  OpBuilder &builder = emit.builder;
  const Location loc = emit.loc;
  const int64_t bits = emit.target.vectorBits, halves = bits / 16, words = bits / 32;
  const StringRef name = bits == 512   ? "llvm.x86.avx512.pmaddw.d.512"
                         : bits == 256 ? "llvm.x86.avx2.pmadd.wd"
                                       : "llvm.x86.sse2.pmadd.wd";
  a = emit.bitcast(a, vectorOf(builder, 32, 16));
  b = emit.bitcast(b, vectorOf(builder, 32, 16));
  Value result = emit.splat(int32_t(0));
  for (int64_t part = 0; part * words < kernel::kLanes; part++) {
    const auto slice = [&](Value v) -> Value {
      return bits == 512
                 ? v
                 : vector::ExtractStridedSliceOp::create(builder, loc, v, ArrayRef<int64_t>{part * halves},
                                                         ArrayRef<int64_t>{halves}, ArrayRef<int64_t>{1});
    };
    const Value sums =
        LLVM::CallIntrinsicOp::create(builder, loc, vectorOf(builder, words, 32), builder.getStringAttr(name),
                                      ValueRange{slice(a), slice(b)})
            .getResult(0);
    if (bits == 512)
      return sums;
    result = vector::InsertStridedSliceOp::create(builder, loc, sums, result, ArrayRef<int64_t>{part * words},
                                                  ArrayRef<int64_t>{1});
  }
  return result;
}

static Value callDot(Emitter &emit, StringRef name, Value acc, Value a, Value w, unsigned bits) {
  const auto type = vectorOf(emit.builder, 512 / bits, bits);
  return LLVM::CallIntrinsicOp::create(emit.builder, emit.loc, emit.wordVector,
                                       emit.builder.getStringAttr(name),
                                       ValueRange{acc, emit.bitcast(a, type), emit.bitcast(w, type)})
      .getResult(0);
}

Value DotProduct::accumulate(Value acc, const Operand &a, const Operand &w) {
  if (slots == 1)
    return emit.fma(a[0], w[0], acc);
  if (dot == kernel::Dot::Vpdp)
    return slots == 4 ? callDot(emit, "llvm.x86.avx512.vpdpbusd.512", acc, a[0], w[0], 8)
                      : callDot(emit, "llvm.x86.avx512.vpdpwssd.512", acc, a[0], w[0], 16);
  acc = arith::AddIOp::create(emit.builder, emit.loc, acc, multiplyPairs(a[0], w[0]));
  if (widens())
    acc = arith::AddIOp::create(emit.builder, emit.loc, acc, multiplyPairs(a[1], w[1]));
  return acc;
}

} // namespace ganc::codegen
