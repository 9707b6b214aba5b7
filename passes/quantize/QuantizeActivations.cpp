// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Rounds the sources of heavy ops to the storage of their precision, as the network would see them:
//
//   before:  heavy (move x)          after:  heavy (dequantize (move (quantize x)))
//
// The type follows from the range of x (ActivationQuantization.h): for u8 by the op's estimator, for s16, which has
// levels to spare, all that was seen. All values that moves join, as a concat
// does its operands, share one range, the union, so that stored integers can be moved without change. A value
// that has readers of several types, or of f32 too, is rounded once for each type and stays f32 for the
// others: nothing is rounded that need not be. After gan-choose-precision; gan-quantize-weights then makes
// integer ops of this. Ops of precision f32 are left alone.

#include "dialects/gan/ops/TensorTypes.h"
#include "passes/quantize/Annotations.h"
#include "passes/quantize/Passes.h"

#include "mlir/IR/IRMapping.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/Transforms/RegionUtils.h"
#include "llvm/ADT/EquivalenceClasses.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;

namespace ganc::quantize {

#define GEN_PASS_DEF_QUANTIZEACTIVATIONSPASS
#include "passes/quantize/Passes.h.inc"

namespace {

/// The values that moves join, and where each set of them begins.
class JoinedValues {
public:
  explicit JoinedValues(ModuleOp module) {
    module.walk([&](gan::Move move) {
      for (const Value operand : move->getOperands())
        sets.unionSets(operand.getAsOpaquePointer(), move->getResult(0).getAsOpaquePointer());
    });
    module.walk([&](Operation *op) {
      for (const Value operand : op->getOperands())
        if (!isa_and_nonnull<gan::Move>(operand.getDefiningOp()))
          roots[leader(operand)].insert(operand);
    });
  }

  /// Union of the ranges of all values joined with the source of `heavy`.
  FailureOr<numerics::Range> rangeOf(gan::Heavy heavy, Precision precision) {
    numerics::Range range{0, 0};
    for (const Value root : roots[leader(heavy.getSrc())]) {
      const auto statistics = statisticsOf(root);
      if (failed(statistics))
        return failure();
      range = unite(range, precision == Precision::U8
                               ? rangeBy(estimatorOf(heavy), root).value_or(statistics->range)
                               : statistics->extremes.value_or(statistics->range));
    }
    return range;
  }

private:
  void *leader(Value value) { return sets.getOrInsertLeaderValue(value.getAsOpaquePointer()); }

  llvm::EquivalenceClasses<void *> sets;
  DenseMap<void *, SetVector<Value>> roots;
};

Type storageType(MLIRContext *context, numerics::Range range, Precision precision) {
  const Type f32 = Float32Type::get(context);
  const bool isU8 = precision == Precision::U8;
  const auto [scale, zeroPoint] = isU8 ? scaleU8(range) : scaleS16(range);
  if (isU8)
    return quant::UniformQuantizedType::get(0, IntegerType::get(context, 8), f32, scale, zeroPoint, 0,
                                            numerics::kLargestU8);
  return quant::UniformQuantizedType::get(quant::QuantizationFlags::Signed, IntegerType::get(context, 16),
                                          f32, scale, zeroPoint, -numerics::kLargestS16,
                                          numerics::kLargestS16);
}

/// Rounded copies of values, made once for each type.
class RoundedValues {
public:
  /// `value` in storage of element type `type`; moves are repeated on stored integers.
  Value rounded(Value value, Type type) {
    Value &known = copies[{value, type}];
    if (known)
      return known;
    Operation *op = value.getDefiningOp();
    const Value made = isa_and_nonnull<gan::Move>(op) ? moved(op, type) : quantized(value, type);
    return copies[{value, type}] = made;
  }

private:
  Value moved(Operation *op, Type type) {
    IRMapping mapping;
    for (const Value operand : op->getOperands())
      mapping.map(operand, rounded(operand, type));
    OpBuilder builder(op->getContext());
    builder.setInsertionPointAfter(op);
    Value copy = builder.clone(*op, mapping)->getResult(0);
    copy.setType(gan::tensorType(copy).clone(type));
    return copy;
  }

  Value quantized(Value value, Type type) {
    OpBuilder builder(value.getContext());
    builder.setInsertionPointAfterValue(value);
    return gan::QuantizeOp::create(builder, value.getLoc(), gan::tensorType(value).clone(type), value);
  }

  DenseMap<std::pair<Value, Type>, Value> copies;
};

LogicalResult quantizeSource(gan::Heavy heavy, JoinedValues &joined, RoundedValues &values) {
  const auto precision = precisionOf(heavy);
  if (failed(precision))
    return failure();
  if (*precision == Precision::F32)
    return success();
  const Value src = heavy.getSrc();
  const auto range = joined.rangeOf(heavy, *precision);
  if (failed(range))
    return failure();
  const Value stored = values.rounded(src, storageType(heavy.getContext(), *range, *precision));
  OpBuilder builder(heavy);
  const Value read = gan::DequantizeOp::create(builder, heavy.getLoc(), src.getType(), stored);
  heavy->setOperand(0, read);
  return success();
}

struct QuantizeActivationsPass : impl::QuantizeActivationsPassBase<QuantizeActivationsPass> {
  void runOnOperation() override {
    JoinedValues joined(getOperation());
    RoundedValues values;
    const WalkResult walk = getOperation().walk([&](gan::Heavy heavy) {
      return failed(quantizeSource(heavy, joined, values)) ? WalkResult::interrupt() : WalkResult::advance();
    });
    if (walk.wasInterrupted())
      return signalPassFailure();
    IRRewriter rewriter(&getContext());
    (void)runRegionDCE(rewriter, getOperation()->getRegions());
  }
};

} // namespace
} // namespace ganc::quantize
