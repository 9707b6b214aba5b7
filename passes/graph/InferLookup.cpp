// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Makes tables of what a quantized model computes from stored value to stored value.
//
//   before:  quantize (f (... (dequantize x)))     after:  lookup (x, table)
//
//   table[c, i]  =  quantize (f (... (dequantize i))) in channel c, by the reference evaluation in float64
//
// for functions of single values and batch norms, or none between two scales: 256 values say all, and a table of them
// is as exact as the model. One for all channels where they are alike. Leaves alone: functions of several tensors, and
// chains of which something else reads a part, and batch norms of
// more than 4096 channels.

#include "dialects/gan/Constants.h"
#include "dialects/gan/ops/MultiplyAdd.h"
#include "dialects/gan/ops/TensorTypes.h"
#include "passes/graph/Fixpoint.h"
#include "passes/graph/Passes.h"

#include <numeric>

using namespace mlir;

namespace ganc::graph {

#define GEN_PASS_DEF_INFERLOOKUPPASS
#include "passes/graph/Passes.h.inc"

namespace {

constexpr int64_t kStoredValues = 256;

/// More tables take longer to make and to read than what they stand for.
constexpr int64_t kMostTables = 4096;

/// What lies between dequantize and quantize, from first to last; nothing for other ops.
std::optional<SmallVector<Operation *>> chainBehind(gan::QuantizeOp rounding) {
  SmallVector<Operation *> chain{rounding};
  while (Operation *op = chain.back()->getOperand(0).getDefiningOp()) {
    if (isa<gan::DequantizeOp>(op)) {
      chain.push_back(op);
      std::reverse(chain.begin(), chain.end());
      return chain;
    }
    if (!op->hasOneUse() ||
        !isa<gan::ReluOp, gan::LeakyReluOp, gan::SigmoidOp, gan::TanhOp, gan::BatchNormOp>(op))
      break;
    chain.push_back(op);
  }
  return std::nullopt;
}

/// One step of the chain for all stored values of a channel.
numerics::Tensor apply(Operation *op, const numerics::Tensor &values, int64_t channel) {
  auto norm = dyn_cast<gan::BatchNormOp>(op);
  if (!norm)
    return *cast<gan::Evaluate>(op).evaluate({&values}, gan::Arithmetic::Float64);
  const double scale = (*gan::exactValues(norm.getScale()))[channel];
  const double shift = (*gan::exactValues(norm.getShift()))[channel];
  numerics::Tensor dst = values;
  for (double &value : dst.values)
    value = gan::multiplyAdd(value, scale, shift);
  return dst;
}

std::vector<int32_t> tableOf(ArrayRef<Operation *> chain, int64_t channels) {
  std::vector<int32_t> table;
  for (int64_t channel = 0; channel < channels; channel++) {
    numerics::Tensor values({kStoredValues});
    std::iota(values.values.begin(), values.values.end(), 0);
    for (Operation *op : chain)
      values = apply(op, values, channel);
    table.insert(table.end(), values.values.begin(), values.values.end());
  }
  return table;
}

bool isBytes(Value value) {
  return gan::storageOf(value).low == 0 && gan::storageOf(value).high == kStoredValues - 1;
}

/// Parameters of batch norms, which are constants by now.
bool areConstant(Operation *op) {
  return llvm::all_of(op->getOperands().drop_front(),
                      [](Value parameter) { return gan::exactValues(parameter).has_value(); });
}

void inferLookup(gan::QuantizeOp rounding) {
  const auto chain = chainBehind(rounding);
  if (!chain || !llvm::all_of(*chain, areConstant))
    return;
  const Value src = chain->front()->getOperand(0);
  Value dst = rounding.getDst();
  if (!gan::hasBatch(src) || !isBytes(src) || !isBytes(dst))
    return;
  if (chain->size() == 2 && src.getType() == dst.getType())
    return dst.replaceAllUsesWith(src);
  const bool hasNorm = llvm::any_of(*chain, [](Operation *op) { return isa<gan::BatchNormOp>(op); });
  const int64_t channels = hasNorm ? gan::tensorType(src).getDimSize(1) : 1;
  if (channels > kMostTables)
    return;
  const SmallVector<int64_t> shape(hasNorm ? ArrayRef{channels, kStoredValues} : ArrayRef{kStoredValues});
  OpBuilder builder(rounding);
  const Value table = gan::makeStoredConstant(builder, rounding.getLoc(), tableOf(*chain, channels),
                                              gan::tensorType(dst).clone(shape));
  auto lookup = gan::LookupOp::create(builder, rounding.getLoc(), dst.getType(), src, table);
  for (Operation *op : ArrayRef(*chain).drop_front().drop_back())
    gan::addNodes(lookup, op->getLoc());
  dst.replaceAllUsesWith(lookup.getDst());
}

struct InferLookupPass : impl::InferLookupPassBase<InferLookupPass> {
  void runOnOperation() override {
    getOperation().walk([](gan::QuantizeOp quantize) { inferLookup(quantize); });
    eraseUnused(getOperation());
  }
};

} // namespace
} // namespace ganc::graph
