// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "passes/codegen/ExactRescaling.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;

namespace ganc::codegen {

namespace {
/// Vectors of 16 doubles.
class Doubles {
public:
  explicit Doubles(Emitter &emit)
      : emit(emit), type(VectorType::get({kernel::kLanes}, emit.builder.getF64Type())) {}

  Value splat(double value) {
    return arith::ConstantOp::create(emit.builder, emit.loc, DenseElementsAttr::get(type, value));
  }
  Value multiply(Value a, Value b) { return arith::MulFOp::create(emit.builder, emit.loc, a, b); }

  Value rescale(Value acc, Value multiplier, double factor) {
    const Value value = arith::SIToFPOp::create(emit.builder, emit.loc, type, acc);
    const Value scale = arith::ExtFOp::create(emit.builder, emit.loc, type, multiplier);
    return multiply(multiply(value, scale), splat(factor));
  }

  Value activate(Value value, std::optional<float> slope) {
    if (!slope)
      return value;
    const Value below = *slope == 0.0f ? splat(0.0) : multiply(splat(*slope), value);
    return emit.selectGreater(value, splat(0.0), value, below);
  }

  Value round(Value value, ArrayRef<int64_t> storage) {
    const Value low = splat(static_cast<double>(storage[0] - storage[2]));
    const Value high = splat(static_cast<double>(storage[1] - storage[2]));
    value = emit.selectGreater(value, low, value, low);
    value = emit.selectGreater(high, value, value, high);
    // Adding 1.5 * 2^52 to a small number rounds it half to even, on every target alike.
    const Value magic = splat(6755399441055744.0);
    const Value shifted = arith::AddFOp::create(emit.builder, emit.loc, value, magic);
    return arith::SubFOp::create(emit.builder, emit.loc, shifted, magic);
  }

private:
  Emitter &emit;
  const VectorType type;
};
} // namespace

Value emitExactly(Emitter &emit, Value acc, Value multiplier, Value bias, const ExactRescaling &rescaling) {
  if (bias)
    acc = arith::AddIOp::create(emit.builder, emit.loc, acc, emit.bitcast(bias, emit.wordVector));
  Doubles doubles(emit);
  const Value value = doubles.activate(doubles.rescale(acc, multiplier, rescaling.factor), rescaling.slope);
  const Value whole = doubles.round(value, rescaling.storage);
  return arith::TruncFOp::create(emit.builder, emit.loc, emit.floatVector, whole);
}

} // namespace ganc::codegen
