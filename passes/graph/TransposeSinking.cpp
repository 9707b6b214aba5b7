// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "passes/graph/TransposeSinking.h"

#include "dialects/gan/Constants.h"
#include "dialects/gan/Gan.h"

using namespace mlir;

namespace ganc::graph {
namespace {

/// Says the attributes of `moved`, which speak of the axes of T x, of the axes of x: axis i of T x is axis
/// p[i] of x.
template <typename OpT> void renameAxes(OpT moved, const Permutation &p) {}
void renameAxes(gan::PadOp moved, const Permutation &p) {
  moved.setLow(permuted(moved.getLow(), inverse(p)));
  moved.setHigh(permuted(moved.getHigh(), inverse(p)));
}
void renameAxes(gan::UpsampleOp moved, const Permutation &p) {
  moved.setFactors(permuted(moved.getFactors(), inverse(p)));
}
void renameAxes(gan::TileOp moved, const Permutation &p) {
  moved.setRepeats(permuted(moved.getRepeats(), inverse(p)));
}
void renameAxes(gan::SliceOp moved, const Permutation &p) {
  moved.setAxis(p[moved.getAxis()]);
}
void renameAxes(gan::ConcatOp moved, const Permutation &p) {
  moved.setAxis(p[moved.getAxis()]);
}

/// Whether f' exists.
template <typename OpT> bool allows(OpT op, const Permutation &p) {
  return true;
}
bool allows(gan::BatchNormOp op, const Permutation &p) {
  return p[1] == 1;
}
bool allows(gan::UpsampleOp op, const Permutation &p) {
  return permuted(op.getFactors(), inverse(p))[1] == 1;
}

bool isParameter(Value value) {
  return value.getDefiningOp<gan::ConstantOp>() != nullptr;
}

/// The one permutation of all activations that `op` reads; nothing when there are several, or none.
std::optional<Permutation> commonPermutation(Operation *op) {
  std::optional<Permutation> common;
  for (const Value operand : op->getOperands()) {
    if (isParameter(operand))
      continue;
    auto transpose = operand.getDefiningOp<gan::TransposeOp>();
    if (!transpose || (common && ArrayRef(*common) != transpose.getPermutation()))
      return std::nullopt;
    common = transpose.getPermutation().vec();
  }
  return common;
}

/// A parameter of an elementwise op on the axes of x: its shape is filled up with ones in front, as
/// broadcasting does, then transposed back.
Value transposedBack(PatternRewriter &rewriter, Value parameter, const Permutation &p) {
  const auto type = cast<RankedTensorType>(parameter.getType());
  if (type.getNumElements() == 1)
    return parameter;
  std::vector<int64_t> shape(p.size() - type.getRank(), 1);
  shape.insert(shape.end(), type.getShape().begin(), type.getShape().end());
  const Permutation back = inverse(p);
  const std::vector<double> values = *gan::exactValues(parameter);
  std::vector<double> transposed;
  for (const int64_t element : transposedOrder(shape, back))
    transposed.push_back(values[element]);
  return gan::makeConstant(rewriter, parameter.getLoc(), transposed, permuted(shape, back));
}

template <typename OpT>
constexpr bool isArithmetic = llvm::is_one_of<OpT, gan::AddOp, gan::SubOp, gan::MulOp, gan::DivOp>::value;

/// The operands of f'.
template <typename OpT>
SmallVector<Value> operandsBehind(PatternRewriter &rewriter, OpT op, const Permutation &p) {
  SmallVector<Value> operands;
  for (const Value operand : op->getOperands()) {
    if (auto transpose = operand.getDefiningOp<gan::TransposeOp>())
      operands.push_back(transpose.getSrc());
    else
      operands.push_back(isArithmetic<OpT> ? transposedBack(rewriter, operand, p) : operand);
  }
  return operands;
}

template <typename OpT> struct Sink : OpRewritePattern<OpT> {
  using OpRewritePattern<OpT>::OpRewritePattern;
  LogicalResult matchAndRewrite(OpT op, PatternRewriter &rewriter) const override {
    const auto p = commonPermutation(op);
    if (!p)
      return rewriter.notifyMatchFailure(op, "not all that it reads is transposed alike");
    const auto type = cast<RankedTensorType>(op->getResult(0).getType());
    if (type.getRank() != static_cast<int64_t>(p->size()) || !allows(op, *p))
      return rewriter.notifyMatchFailure(op, "it cannot be said on the axes before the transpose");
    const SmallVector<Value> operands = operandsBehind(rewriter, op, *p);
    auto moved = cast<OpT>(rewriter.clone(*op));
    rewriter.modifyOpInPlace(moved, [&] {
      moved->setOperands(operands);
      renameAxes(moved, *p);
      moved->getResult(0).setType(type.clone(permuted(type.getShape(), inverse(*p))));
    });
    rewriter.replaceOpWithNewOp<gan::TransposeOp>(op, type, moved->getResult(0), *p);
    return success();
  }
};

/// reshape (T x) = T' (reshape' x), see `swapWithReshape`.
struct SinkBelowReshape : OpRewritePattern<gan::ReshapeOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(gan::ReshapeOp op, PatternRewriter &rewriter) const override {
    auto transpose = op.getSrc().getDefiningOp<gan::TransposeOp>();
    if (!transpose)
      return rewriter.notifyMatchFailure(op, "source is no transpose");
    const auto swapped = swapWithReshape(transpose.getSrc().getType().getShape(), transpose.getPermutation(),
                                         op.getType().getShape());
    if (!swapped)
      return rewriter.notifyMatchFailure(op, "it merges axes that the transpose has separated");
    Value moved =
        gan::ReshapeOp::create(rewriter, op.getLoc(), op.getType().clone(swapped->shape), transpose.getSrc());
    if (!isIdentity(swapped->permutation))
      moved =
          gan::TransposeOp::create(rewriter, transpose.getLoc(), op.getType(), moved, swapped->permutation);
    rewriter.replaceOp(op, moved);
    return success();
  }
};

template <typename... OpTs> void addSinks(RewritePatternSet &patterns) {
  patterns.add<Sink<OpTs>...>(patterns.getContext());
}

} // namespace

void populateTransposeSinking(RewritePatternSet &patterns) {
  addSinks<gan::ReluOp, gan::LeakyReluOp, gan::SigmoidOp, gan::TanhOp, gan::BatchNormOp>(patterns);
  addSinks<gan::AddOp, gan::SubOp, gan::MulOp, gan::DivOp>(patterns);
  addSinks<gan::PadOp, gan::UpsampleOp, gan::TileOp, gan::SliceOp, gan::ConcatOp>(patterns);
  patterns.add<SinkBelowReshape>(patterns.getContext());
}

} // namespace ganc::graph
