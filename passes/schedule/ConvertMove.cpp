// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Ops that only move values become `kernel.move` with a table of places, or `kernel.view` when every value
// keeps its place.

#include "passes/schedule/KernelBuilder.h"

using namespace mlir;

namespace ganc::schedule {

/// Two words for each place of dst: the operand (or zero, or anything for padding channels) and the place in
/// it.
static std::vector<uint32_t> placeTable(gan::Move op, bool &identity) {
  const numerics::CellLayout dst = layoutOf(op->getResult(0).getType());
  std::vector<numerics::CellLayout> layouts;
  for (const Value operand : op->getOperands())
    layouts.push_back(layoutOf(operand.getType()));
  std::vector<uint32_t> table(2 * dst.places(), 0);
  for (int64_t place = 0; place < dst.places(); place++)
    table[2 * place] = static_cast<uint32_t>(kernel::kAnyValue);
  identity = layouts.size() == 1 && layouts[0].places() == dst.places();
  const std::vector<gan::MoveSource> sources = op.getSources();
  for (int64_t element = 0; element < dst.elements(); element++) {
    const auto [operand, source] = sources[element];
    const int64_t place = dst.place(element), from = operand < 0 ? 0 : layouts[operand].place(source);
    table[2 * place] = operand;
    table[2 * place + 1] = from;
    identity &= operand == 0 && from == place;
  }
  return table;
}

LogicalResult convertMove(KernelBuilder &kernels, gan::Move op) {
  const Value result = op->getResult(0);
  bool identity = false;
  const std::vector<uint32_t> table = placeTable(op, identity);
  if (identity) {
    const auto type = bufferType(layoutOf(result.getType()), result.getType());
    kernels.bind(result,
                 kernel::ViewOp::create(kernels.builder, op.getLoc(), type, kernels[op->getOperand(0)]));
    return success();
  }
  SmallVector<Value> srcs;
  for (const Value operand : op->getOperands())
    srcs.push_back(kernels[operand]);
  const DenseI64ArrayAttr storage = storageOf(result.getType());
  auto move = kernel::MoveOp::create(kernels.builder, op.getLoc(), srcs,
                                     kernels.makeBuffer(op.getLoc(), result.getType()),
                                     kernels.addData(op.getLoc(), "table", table),
                                     kernels.builder.getI64IntegerAttr(storage ? storage[2] : 0));
  kernels.bind(result, move.getDst());
  return success();
}

} // namespace ganc::schedule
