// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "passes/codegen/EmitFma.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

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
  const Value away =
      arith::CmpIOp::create(b, loc, arith::CmpIPredicate::sge, differ, constant(0)); // same sign
  const Value step = arith::SelectOp::create(b, loc, away, constant(1), constant(-1));
  const Value move = arith::AndIOp::create(b, loc, inexact, even);
  const Value moved = arith::AddIOp::create(b, loc, bits, step);
  return emit.bitcast(arith::SelectOp::create(b, loc, move, moved, bits), s.getType());
}

/// Whether any lane may need rounding to odd: `s` between two floats, or `result` no normal float.
static Value needsCare(Emitter &emit, Value s, Value result) {
  OpBuilder &b = emit.builder;
  const Location loc = emit.loc;
  const auto words = VectorType::get({kernel::kLanes}, emit.i64Type);
  const Value low = arith::TruncIOp::create(b, loc, emit.wordVector, emit.bitcast(s, words));
  const Value rest = arith::AndIOp::create(b, loc, low, emit.splat(int32_t(0x1fffffff)));
  const Value between =
      arith::CmpIOp::create(b, loc, arith::CmpIPredicate::eq, rest, emit.splat(int32_t(0x10000000)));
  // Twice the bits are ordered as magnitudes; 2^-125 leaves room for rounding up from below the normal
  // floats.
  const Value bits =
      arith::ShLIOp::create(b, loc, emit.bitcast(result, emit.wordVector), emit.splat(int32_t(1)));
  const Value small =
      arith::CmpIOp::create(b, loc, arith::CmpIPredicate::ult, bits, emit.splat(int32_t(0x02000000)));
  const Value any = arith::OrIOp::create(b, loc, between, small);
  return vector::ReductionOp::create(b, loc, vector::CombiningKind::OR, any);
}

static LLVM::LLVMFuncOp makeFunction(Emitter &emit) {
  const Type vector = emit.floatVector;
  const auto type = LLVM::LLVMFunctionType::get(vector, {vector, vector, vector});
  auto function = LLVM::LLVMFuncOp::create(emit.builder, emit.loc, kFmaSymbol, type, LLVM::Linkage::Internal);
  function.setPassthroughAttr(emit.builder.getStrArrayAttr({"noinline", "nounwind"}));
  return function;
}

void emitFmaFunction(Emitter &emit) {
  OpBuilder &b = emit.builder;
  const Location loc = emit.loc;
  auto function = makeFunction(emit);
  OpBuilder::InsertionGuard guard(b);
  Block *body = function.addEntryBlock(b);
  b.setInsertionPointToStart(body);
  const auto doubles = VectorType::get({kernel::kLanes}, b.getF64Type());
  const auto widen = [&](Value value) { return arith::ExtFOp::create(b, loc, doubles, value).getResult(); };
  const auto narrow = [&](Value value) {
    return arith::TruncFOp::create(b, loc, emit.floatVector, value).getResult();
  };
  const auto subtract = [&](Value x, Value y) { return arith::SubFOp::create(b, loc, x, y).getResult(); };
  const Value p = emit.multiply(widen(body->getArgument(0)), widen(body->getArgument(1)));
  const Value c = widen(body->getArgument(2));
  const Value s = arith::AddFOp::create(b, loc, p, c);
  const Value usual = narrow(s);
  auto choice = scf::IfOp::create(
      b, loc, needsCare(emit, s, usual),
      [&](OpBuilder &, Location) {
        const Value t = subtract(s, p);
        const Value e = arith::AddFOp::create(b, loc, subtract(p, subtract(s, t)), subtract(c, t));
        scf::YieldOp::create(b, loc, narrow(roundToOdd(emit, s, e)));
      },
      [&](OpBuilder &, Location) { scf::YieldOp::create(b, loc, usual); });
  LLVM::ReturnOp::create(b, loc, choice.getResult(0));
}

} // namespace ganc::codegen
