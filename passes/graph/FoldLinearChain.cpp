// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Folds a dense layer into the op behind it when nothing between them but moves.
//
//   before:  conv (move (dense x))               after:  reshape (dense' x)
//
// The weights of dense' are the convolution of the rows of the dense layer's weights, its bias that of the
// bias, position by position (LinearChain.h). On the 3DGAN 27.4 M multiply-accumulates (dense and first
// convolution) become 5.0 M, for 5.0 M weights instead of 0.8 M.
//
// Only where it is faster for the number of showers that share a pass over the weights: one shower would wait
// for the memory. That depends on the model and on `showers`, never on the target, since the choice changes
// the integers of a quantized network. After gan-fold-upsample, so that both forms are costed with what they
// really compute; before gan-fuse-activation, which ends chains. Leaves alone, with a remark: ops that cost
// more when folded, sources that something else reads too, results of more than kMostWeights weights.

#include "dialects/gan/Constants.h"
#include "dialects/gan/ops/Geometry.h"
#include "dialects/gan/ops/TensorTypes.h"
#include "passes/graph/Fixpoint.h"
#include "passes/graph/LinearChain.h"
#include "passes/graph/MoveChain.h"
#include "passes/graph/Passes.h"

using namespace mlir;

namespace ganc::graph {

#define GEN_PASS_DEF_FOLDLINEARCHAINPASS
#include "passes/graph/Passes.h.inc"

namespace {

/// 256 MiB of float32, and twice that while they are computed.
constexpr int64_t kMostWeights = int64_t{1} << 26;

struct Chain {
  gan::DenseOp dense;
  SmallVector<gan::Move> moves;
  gan::Heavy last;
};

bool hasConstants(gan::Heavy op) {
  return !op.getMultiplier() && gan::exactValues(op.getWeight()) &&
         (!op.getBias() || gan::exactValues(op.getBias()));
}

std::optional<Chain> chainOf(gan::Heavy last, std::string &reason) {
  const auto behind = chainBehind(last.getSrc(), reason);
  if (!behind)
    return std::nullopt;
  auto dense = dyn_cast<gan::DenseOp>(behind->origin);
  if (!dense || dense.getActivation() != gan::Activation::None) {
    reason = dense ? "the dense layer before it has an activation"
                   : ("it follows " + behind->origin->getName().getStringRef()).str();
    return std::nullopt;
  }
  if (!hasConstants(dense) || !hasConstants(last)) {
    reason = "weights are no f32 constants";
    return std::nullopt;
  }
  return Chain{dense, behind->moves, last};
}

int64_t productsOf(gan::Heavy op) {
  int64_t sum = 0;
  for (const gan::Convolution &phase : gan::convolutionsOf(op))
    sum += gan::multiplyAccumulates(phase);
  return sum;
}

/// Why the chain stays as it is; empty when it is to be folded.
std::string whyNot(Chain chain, int64_t showers) {
  gan::Heavy dense = cast<gan::Heavy>(chain.dense.getOperation()), last = chain.last;
  const int64_t folded =
      gan::tensorType(chain.dense.getSrc()).getDimSize(1) * gan::showerElements(last->getResult(0));
  if (folded > kMostWeights)
    return "folded it would have " + std::to_string(folded) + " weights, at most " +
           std::to_string(kMostWeights) + " are kept";
  const auto seconds = [&](gan::Heavy op) {
    return secondsOf(productsOf(op), gan::showerElements(op.getWeight()), showers);
  };
  if (secondsOf(folded, folded, showers) < seconds(dense) + seconds(last))
    return "";
  return "one map of " + std::to_string(folded) + " weights would be slower at " + std::to_string(showers) +
         (showers == 1 ? " shower" : " showers") + " a pass";
}

/// The rows of the dense layer's weights and, as a last one, its bias.
numerics::Tensor rowsOf(gan::DenseOp dense) {
  numerics::Tensor rows(gan::tensorType(dense.getWeight()).getShape().vec());
  rows.values = *gan::exactValues(dense.getWeight());
  rows.shape.front()++;
  rows.values.resize(numerics::elementCount(rows.shape));
  if (dense.getBias())
    llvm::copy(*gan::exactValues(dense.getBias()), rows.values.end() - rows.shape.back());
  return rows;
}

numerics::Tensor moved(numerics::Tensor rows, ArrayRef<gan::Move> moves) {
  for (gan::Move move : moves)
    rows = *cast<gan::Evaluate>(move.getOperation()).evaluate({&rows}, gan::Arithmetic::Float64);
  return rows;
}

/// `bias` of the op at each element of its result is added to `sums`.
void addBias(gan::Heavy op, MutableArrayRef<double> sums) {
  if (!op.getBias())
    return;
  const std::vector<double> bias = *gan::exactValues(op.getBias());
  for (size_t i = 0; i < sums.size(); i++)
    sums[i] += bias[i * bias.size() / sums.size()];
}

void fold(Chain chain) {
  gan::Heavy last = chain.last;
  Value dst = last->getResult(0);
  const int64_t elements = gan::showerElements(dst);
  std::vector<double> rows = convolveAll(gan::convolutionsOf(last), *gan::exactValues(last.getWeight()),
                                         moved(rowsOf(chain.dense), chain.moves), elements);
  std::vector<double> bias(rows.end() - elements, rows.end());
  rows.resize(rows.size() - elements);
  addBias(last, bias);
  OpBuilder builder(last);
  const Location loc = builder.getFusedLoc({last.getLoc(), chain.dense.getLoc()});
  const auto constant = [&](ArrayRef<double> values, ArrayRef<int64_t> shape) {
    return gan::makeConstant(builder, loc, values, shape);
  };
  const int64_t inputs = rows.size() / elements;
  const auto flat = gan::tensorType(dst).clone({ShapedType::kDynamic, elements});
  auto dense = gan::DenseOp::create(builder, loc, flat, chain.dense.getSrc(),
                                    constant(rows, {inputs, elements}), constant(bias, {elements}),
                                    /*multiplier=*/Value(), last.getActivation(), last.getSlope());
  Value result = dense.getDst();
  if (dst.getType() != flat)
    result = gan::ReshapeOp::create(builder, loc, dst.getType(), result);
  dst.replaceAllUsesWith(result);
  last->erase();
}

struct FoldLinearChainPass : impl::FoldLinearChainPassBase<FoldLinearChainPass> {
  using FoldLinearChainPassBase::FoldLinearChainPassBase;
  void runOnOperation() override {
    SmallVector<gan::Heavy> ops;
    getOperation().walk([&](gan::Heavy op) { ops.push_back(op); });
    for (gan::Heavy last : ops) {
      std::string reason;
      const auto chain = chainOf(last, reason);
      if (chain)
        reason = whyNot(*chain, showers);
      if (reason.empty())
        fold(*chain);
      else if (remarks)
        last->emitRemark() << "not folded into the op before it: " << reason;
    }
    eraseUnused(getOperation());
  }
};

} // namespace
} // namespace ganc::graph
