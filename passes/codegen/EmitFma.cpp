// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "passes/codegen/EmitFma.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;

namespace ganc::codegen {

/// s moved by one unit in the last place towards the exact sum s + e, if s is even and e is not zero.
static Value roundToOdd(Emitter &emit, Value s, Value e) {
  OpBuilder &b = emit.builder;
  const Location loc = emit.loc;
  const auto words = VectorType::get({kernel::kLanes}, emit.i64Type);
  const auto constant = [&](int64_t value) {
    return arith::ConstantOp::create(b, loc, DenseElementsAttr::get(words, value)).getResult();
  };
  const Value zero = arith::ConstantOp::create(b, loc, b.getZeroAttr(s.getType()));
  const Value bits = emit.bitcast(s, words), errorBits = emit.bitcast(e, words);
  // Ordered: false for NaN, which infinities leave in e.
  const Value inexact = arith::CmpFOp::create(b, loc, arith::CmpFPredicate::ONE, e, zero);
  const Value lowBit = arith::AndIOp::create(b, loc, bits, constant(1));
  const Value even = arith::CmpIOp::create(b, loc, arith::CmpIPredicate::eq, lowBit, constant(0));
  const Value differ = arith::XOrIOp::create(b, loc, bits, errorBits);
  const Value away = arith::CmpIOp::create(b, loc, arith::CmpIPredicate::sge, differ, constant(0)); // same sign
  const Value step = arith::SelectOp::create(b, loc, away, constant(1), constant(-1));
  const Value move = arith::AndIOp::create(b, loc, inexact, even);
  const Value moved = arith::AddIOp::create(b, loc, bits, step);
  return emit.bitcast(arith::SelectOp::create(b, loc, move, moved, bits), s.getType());
}

void emitFmaFunction(Emitter &emit) {
  OpBuilder &b = emit.builder;
  const Location loc = emit.loc;
  const Type cell = emit.floatCell;
  const auto type = LLVM::LLVMFunctionType::get(cell, {cell, cell, cell});
  auto function = LLVM::LLVMFuncOp::create(b, loc, kFmaSymbol, type, LLVM::Linkage::Internal);
  function.setPassthroughAttr(b.getStrArrayAttr({"noinline", "nounwind"}));
  OpBuilder::InsertionGuard guard(b);
  Block *body = function.addEntryBlock(b);
  b.setInsertionPointToStart(body);
  const auto doubles = VectorType::get({kernel::kLanes}, b.getF64Type());
  const auto widen = [&](Value value) { return arith::ExtFOp::create(b, loc, doubles, value).getResult(); };
  const auto add = [&](Value x, Value y) { return arith::AddFOp::create(b, loc, x, y).getResult(); };
  const auto subtract = [&](Value x, Value y) { return arith::SubFOp::create(b, loc, x, y).getResult(); };
  const Value p = emit.multiply(widen(body->getArgument(0)), widen(body->getArgument(1)));
  const Value c = widen(body->getArgument(2));
  const Value s = add(p, c), t = subtract(s, p);
  const Value e = add(subtract(p, subtract(s, t)), subtract(c, t));
  const Value result = arith::TruncFOp::create(b, loc, emit.floatCell, roundToOdd(emit, s, e));
  LLVM::ReturnOp::create(b, loc, result);
}

} // namespace ganc::codegen
