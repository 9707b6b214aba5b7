// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Functions of single values on f32 cells, vector by vector.
//
// The float32 steps of each function are those of the reference evaluation: sigmoid and tanh are in
// dialects/numerics/Exponential.h, whose steps emitExp and emitFunction repeat in the same order.

#include "passes/codegen/EmitKernel.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;

namespace ganc::codegen {

using kernel::Function;

static Value add(Emitter &emit, Value a, Value b) {
  return arith::AddFOp::create(emit.builder, emit.loc, a, b);
}
static Value divide(Emitter &emit, Value a, Value b) {
  return arith::DivFOp::create(emit.builder, emit.loc, a, b);
}

static Value emitExp(Emitter &emit, Value x) {
  // Beyond these bounds exp leaves the normal floats; its users are constant there.
  x = emit.selectGreater(x, emit.splat(-87.0f), x, emit.splat(-87.0f));
  x = emit.selectGreater(emit.splat(88.0f), x, x, emit.splat(88.0f));
  const Value shifted = emit.fma(x, emit.splat(1.44269504f), emit.splat(12582912.0f)); // 1.5 * 2^23 + n
  const Value n = arith::SubFOp::create(emit.builder, emit.loc, shifted, emit.splat(12582912.0f));
  Value r = emit.fma(n, emit.splat(-0.693359375f), x);
  r = emit.fma(n, emit.splat(2.12194440e-4f), r);
  Value series = emit.splat(1.0f / 5040);
  for (const float coefficient : {1.0f / 720, 1.0f / 120, 1.0f / 24, 1.0f / 6, 0.5f, 1.0f, 1.0f})
    series = emit.fma(series, r, emit.splat(coefficient));
  const Value exponent = arith::ShLIOp::create(emit.builder, emit.loc, emit.bitcast(shifted, emit.wordVector),
                                               emit.splat(int32_t(23)));
  const Value bits =
      arith::AddIOp::create(emit.builder, emit.loc, emit.bitcast(series, emit.wordVector), exponent);
  return emit.bitcast(bits, emit.floatVector);
}

static Value emitFunction(Emitter &emit, kernel::MapOp op, ArrayRef<Value> v) {
  const auto one = [&] { return emit.splat(1.0f); };
  switch (op.getFunction()) {
  case Function::Relu:
    return emit.activate(v[0], 0.0f);
  case Function::LeakyRelu:
    return emit.selectGreater(v[0], emit.splat(0.0f), v[0],
                              emit.multiply(emit.splat(op.getSlope()->convertToFloat()), v[0]));
  case Function::Sigmoid:
    return divide(emit, one(), add(emit, one(), emitExp(emit, emit.multiply(emit.splat(-1.0f), v[0]))));
  case Function::Tanh: {
    const Value ratio =
        divide(emit, emit.splat(-2.0f), add(emit, one(), emitExp(emit, add(emit, v[0], v[0]))));
    return add(emit, one(), ratio);
  }
  case Function::Add:
    return add(emit, v[0], v[1]);
  case Function::Sub:
    return arith::SubFOp::create(emit.builder, emit.loc, v[0], v[1]);
  case Function::Mul:
    return emit.multiply(v[0], v[1]);
  case Function::Div:
    return divide(emit, v[0], v[1]);
  case Function::Affine:
    return emit.fma(v[0], v[1], v[2]);
  }
  return {};
}

/// The floats of `data`, one for each cell, that meet the vector that begins at `cell`.
static Value loadData(Emitter &emit, Value data, Value cell, int64_t words, const kernel::Extents &extents) {
  const Value place = emit.at(data, emit.mul(cell, kernel::kWordBytes));
  return extents.lanes == 1 ? emit.loadWords(place, emit.floatVector, words, kernel::kVectorBytes)
                            : emit.loadSplat(place, emit.floatVector);
}

void emitKernel(Emitter &emit, const KernelArguments &arguments, kernel::MapOp op) {
  const kernel::Extents extents(op.getDst());
  emit.forEachVector(extents.cells(), extents.lanes, [&](Value cell, int64_t words) {
    const auto place = [&](Value buffer) {
      return emit.at(addressOf(emit, arguments, buffer), emit.mul(cell, extents.cellBytes()));
    };
    SmallVector<Value> buffers, data;
    for (const Value src : op.getSrcs())
      buffers.push_back(emit.loadWords(place(src), emit.floatVector, words, kernel::kVectorBytes));
    if (op.getData())
      for (const auto symbol : op.getData()->getAsRange<FlatSymbolRefAttr>())
        data.push_back(loadData(emit, emit.addressOf(symbol.getValue()), cell, words, extents));
    SmallVector<Value> operands(op.getDataFirst() ? data : buffers);
    operands.append(op.getDataFirst() ? buffers : data);
    emit.storeWords(emitFunction(emit, op, operands), place(op.getDst()), words, kernel::kVectorBytes);
  });
}

} // namespace ganc::codegen
