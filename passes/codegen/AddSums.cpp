// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "passes/codegen/AddSums.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;

namespace ganc::codegen {

SmallVector<Value> addFloats(Emitter &emit, ValueRange sums, ArrayRef<Value> parts) {
  SmallVector<Value> added;
  for (const auto [sum, part] : llvm::zip_equal(sums, parts))
    added.push_back(arith::AddFOp::create(emit.builder, emit.loc, sum, part));
  return added;
}

SmallVector<Value> addTurns(Emitter &emit, ArrayRef<Value> accumulators, int64_t turns) {
  const size_t results = accumulators.size() / turns;
  SmallVector<Value> added(accumulators.take_front(results));
  for (size_t i = results; i < accumulators.size(); i++)
    added[i % results] = arith::AddIOp::create(emit.builder, emit.loc, added[i % results], accumulators[i]);
  return added;
}

SmallVector<Value> toFloats(Emitter &emit, ArrayRef<Value> integers) {
  SmallVector<Value> floats;
  for (const Value value : integers)
    floats.push_back(arith::SIToFPOp::create(emit.builder, emit.loc, emit.floatVector, value));
  return floats;
}

} // namespace ganc::codegen
