// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Lets quantized models move what is stored.
//
//   before:  move (dequantize x)      after:  dequantize (move x)
//   before:  quantize (move y)        after:  move (quantize y)
//
// Both are exact, as "zero" of a stored tensor is its zero point: a move neither knows nor changes scales. What is
// then left between dequantize and quantize computes, which gan-infer-integers and gan-infer-lookup look for. Leaves
// alone: operands of different types, and quantizing behind a concat or behind what something else reads, too.

#include "dialects/gan/ops/TensorTypes.h"
#include "passes/graph/Fixpoint.h"
#include "passes/graph/Passes.h"

using namespace mlir;

namespace ganc::graph {

#define GEN_PASS_DEF_INFERSTOREDMOVESPASS
#include "passes/graph/Passes.h.inc"

namespace {

/// The move on other operands, whose elements its result then has.
Value moveStored(OpBuilder &builder, gan::Move move, ValueRange operands) {
  Operation *stored = builder.clone(*move);
  stored->setOperands(operands);
  const Type element = gan::tensorType(operands.front()).getElementType();
  const auto shape = gan::tensorType(move->getResult(0)).getShape();
  stored->getResult(0).setType(RankedTensorType::get(shape, element));
  return stored->getResult(0);
}

void sinkDequantize(gan::Move move) {
  SmallVector<Value> stored;
  for (const Value operand : move->getOperands()) {
    auto dequantize = operand.getDefiningOp<gan::DequantizeOp>();
    if (!dequantize || !gan::hasBatch(operand))
      return;
    stored.push_back(dequantize.getSrc());
  }
  const auto elementOf = [](Value value) { return gan::tensorType(value).getElementType(); };
  if (llvm::any_of(stored, [&](Value value) { return elementOf(value) != elementOf(stored.front()); }))
    return;
  OpBuilder builder(move);
  Value dst = move->getResult(0);
  const Value moved = moveStored(builder, move, stored);
  dst.replaceAllUsesWith(gan::DequantizeOp::create(builder, move.getLoc(), dst.getType(), moved));
  move->erase();
}

/// Past the move before it, and returns what then quantizes; null where there is none.
gan::QuantizeOp raiseQuantize(gan::QuantizeOp quantize) {
  auto move = quantize.getSrc().getDefiningOp<gan::Move>();
  if (!move || move->getNumOperands() != 1 || !quantize.getSrc().hasOneUse())
    return nullptr;
  OpBuilder builder(quantize);
  const Value src = move->getOperand(0);
  const auto type = RankedTensorType::get(gan::tensorType(src).getShape(),
                                          gan::tensorType(quantize.getDst()).getElementType());
  auto raised = gan::QuantizeOp::create(builder, quantize.getLoc(), type, src);
  quantize.getDst().replaceAllUsesWith(moveStored(builder, move, raised.getDst()));
  quantize.erase();
  move->erase();
  return raised;
}

struct InferStoredMovesPass : impl::InferStoredMovesPassBase<InferStoredMovesPass> {
  void runOnOperation() override {
    getOperation().walk([](gan::Move move) { sinkDequantize(move); });
    getOperation().walk([](gan::QuantizeOp quantize) {
      while (quantize)
        quantize = raiseQuantize(quantize);
    });
    eraseUnused(getOperation());
  }
};

} // namespace
} // namespace ganc::graph
