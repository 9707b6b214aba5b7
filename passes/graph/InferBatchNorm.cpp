// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Recognizes batch normalization, biases and scalings written as arithmetic.
//
//   before:  x + t,  x - t,  t - x,  x * s,  s * x,  x / s       s, t: one number, or one for each channel
//   after:   batch_norm(x, scale, shift)
//            batch_norm(batch_norm(x, s1, t1), s2, t2)  ->  batch_norm(x, s1 s2, s2 t1 + t2)
//            batch_norm(x, 1, 0)                        ->  x
//
// After gan-fold-transpose: channels are then axis 1, wherever the exporter had them. Before
// gan-fold-batch-norm, which is the only one that must know how to fold it. Products are taken in float64.
// Leaves alone: parameters that differ within a channel, s / x, division by zero, an inner batch norm that
// something else reads too.

#include "dialects/gan/Constants.h"
#include "passes/graph/Fixpoint.h"
#include "passes/graph/Passes.h"

using namespace mlir;

namespace ganc::graph {

#define GEN_PASS_DEF_INFERBATCHNORMPASS
#include "passes/graph/Passes.h.inc"

namespace {

/// One number for each channel of `activation`, when `parameter` broadcasts to just that.
std::optional<std::vector<double>> channelValues(Value parameter, RankedTensorType activation) {
  auto values = gan::exactValues(parameter);
  if (!values || activation.getRank() < 2)
    return std::nullopt;
  const auto shape = cast<RankedTensorType>(parameter.getType()).getShape();
  const int64_t missing = activation.getRank() - static_cast<int64_t>(shape.size());
  const int64_t channels = activation.getDimSize(1);
  for (size_t axis = 0; axis < shape.size(); axis++)
    if (shape[axis] != 1 && static_cast<int64_t>(axis) + missing != 1)
      return std::nullopt;
  if (values->size() == 1)
    values->resize(channels, values->front());
  if (missing < 0 || static_cast<int64_t>(values->size()) != channels)
    return std::nullopt;
  return values;
}

struct Affine {
  Value src;
  std::vector<double> scale, shift;
};

std::vector<double> all(size_t count, double value) {
  return std::vector<double>(count, value);
}

std::vector<double> mapped(std::vector<double> values, double (*function)(double)) {
  std::transform(values.begin(), values.end(), values.begin(), function);
  return values;
}

/// What `op` does to its activation, `parameter` being its other operand.
std::optional<Affine> affineOf(Operation *op, Value src, Value parameter, bool parameterFirst) {
  const auto type = cast<RankedTensorType>(op->getResult(0).getType());
  const auto values = src.getType() == type ? channelValues(parameter, type) : std::nullopt;
  if (!values)
    return std::nullopt;
  const size_t count = values->size();
  if (isa<gan::AddOp>(op))
    return Affine{src, all(count, 1.0), *values};
  if (isa<gan::MulOp>(op))
    return Affine{src, *values, all(count, 0.0)};
  if (isa<gan::SubOp>(op) && parameterFirst)
    return Affine{src, all(count, -1.0), *values};
  if (isa<gan::SubOp>(op))
    return Affine{src, all(count, 1.0), mapped(*values, [](double t) { return -t; })};
  if (parameterFirst || llvm::is_contained(*values, 0.0))
    return std::nullopt;
  return Affine{src, mapped(*values, [](double s) { return 1.0 / s; }), all(count, 0.0)};
}

template <typename OpT> struct FromArithmetic : OpRewritePattern<OpT> {
  using OpRewritePattern<OpT>::OpRewritePattern;
  LogicalResult matchAndRewrite(OpT op, PatternRewriter &rewriter) const override {
    auto affine = affineOf(op, op.getLhs(), op.getRhs(), false);
    if (!affine)
      affine = affineOf(op, op.getRhs(), op.getLhs(), true);
    if (!affine)
      return rewriter.notifyMatchFailure(op, "no operand is one number for each channel");
    const int64_t count = affine->scale.size();
    auto scale = gan::makeConstant(rewriter, op.getLoc(), affine->scale, {count});
    auto shift = gan::makeConstant(rewriter, op.getLoc(), affine->shift, {count});
    rewriter.replaceOpWithNewOp<gan::BatchNormOp>(op, op.getDst().getType(), affine->src, scale, shift);
    return success();
  }
};

struct MergeBatchNorms : OpRewritePattern<gan::BatchNormOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(gan::BatchNormOp op, PatternRewriter &rewriter) const override {
    auto inner = op.getSrc().getDefiningOp<gan::BatchNormOp>();
    if (!inner || !inner->hasOneUse())
      return rewriter.notifyMatchFailure(op, "source is no batch norm read by this one alone");
    const auto s1 = gan::exactValues(inner.getScale()), t1 = gan::exactValues(inner.getShift());
    const auto s2 = gan::exactValues(op.getScale()), t2 = gan::exactValues(op.getShift());
    if (!s1 || !t1 || !s2 || !t2)
      return rewriter.notifyMatchFailure(op, "scale or shift is no constant");
    std::vector<double> scale(s1->size()), shift(s1->size());
    for (size_t c = 0; c < scale.size(); c++) {
      scale[c] = (*s1)[c] * (*s2)[c];
      shift[c] = (*s2)[c] * (*t1)[c] + (*t2)[c];
    }
    const int64_t count = scale.size();
    rewriter.replaceOpWithNewOp<gan::BatchNormOp>(op, op.getType(), inner.getSrc(),
                                                  gan::makeConstant(rewriter, op.getLoc(), scale, {count}),
                                                  gan::makeConstant(rewriter, op.getLoc(), shift, {count}));
    return success();
  }
};

struct DropIdentity : OpRewritePattern<gan::BatchNormOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(gan::BatchNormOp op, PatternRewriter &rewriter) const override {
    const auto scale = gan::exactValues(op.getScale()), shift = gan::exactValues(op.getShift());
    const auto is = [](double value) { return [value](double other) { return other == value; }; };
    if (!scale || !shift || !llvm::all_of(*scale, is(1.0)) || !llvm::all_of(*shift, is(0.0)))
      return rewriter.notifyMatchFailure(op, "it changes values");
    rewriter.replaceOp(op, op.getSrc());
    return success();
  }
};

struct InferBatchNormPass : impl::InferBatchNormPassBase<InferBatchNormPass> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns.add<FromArithmetic<gan::AddOp>, FromArithmetic<gan::SubOp>, FromArithmetic<gan::MulOp>,
                 FromArithmetic<gan::DivOp>, MergeBatchNorms, DropIdentity>(&getContext());
    if (failed(applyToFixpoint(getOperation(), std::move(patterns))))
      signalPassFailure();
  }
};

} // namespace
} // namespace ganc::graph
