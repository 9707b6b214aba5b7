// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Folds batch norms into the ops that multiply weights.
//
//   before:  batch_norm (move (heavy x))               after:  move (heavy' x)     into the op before it
//            heavy (move (batch_norm x))                       heavy' (move x)     into all ops behind it
//
// with any ops that only move values between, as long as each channel stays one (see ChannelTracing.h). The
// weights are scaled; the shift goes into the bias, which becomes a field over positions where zero padding
// cuts taps off. The formulas are in BatchNormFolding.h.
//
// After gan-infer-batch-norm and gan-fold-pad (a pad between a shifted batch norm and its convolution bars
// the way; as the convolution's own padding it does not), before quantization, because scaled weights have
// other ranges. Exact in real arithmetic; parameters are computed in float64 and stay so.
// Leaves alone, with a remark: a batch norm that anything but moves and heavy ops reads (the result of the
// network, an activation, an addition) when an activation or a second reader bars the op before it too.

#include "dialects/gan/Constants.h"
#include "dialects/gan/ops/Geometry.h"
#include "dialects/gan/ops/TensorTypes.h"
#include "passes/graph/ChannelTracing.h"
#include "passes/graph/Fixpoint.h"
#include "passes/graph/Passes.h"

#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;

namespace ganc::graph {

#define GEN_PASS_DEF_FOLDBATCHNORMPASS
#include "passes/graph/Passes.h.inc"

namespace {

/// What a heavy op multiplies with and adds.
struct Parameters {
  std::vector<double> weight;
  Bias bias;
};

/// Nothing when the weight or bias is no f32 constant, or the weights are those of phases already.
std::optional<Parameters> parametersOf(gan::Heavy heavy) {
  if (isa<gan::PhaseConvOp>(heavy.getOperation()))
    return std::nullopt;
  const auto weight = gan::exactValues(heavy.getWeight());
  const int64_t channels = gan::showerShape(heavy->getResult(0))[1];
  if (!weight || heavy.getMultiplier())
    return std::nullopt;
  if (!heavy.getBias())
    return Parameters{*weight, {std::vector<double>(channels, 0.0)}};
  const auto bias = gan::exactValues(heavy.getBias());
  if (!bias)
    return std::nullopt;
  return Parameters{*weight, {*bias, static_cast<int64_t>(bias->size()) / channels}};
}

/// Gives the op new constants; no bias is made where there was none and none is needed.
void setParameters(gan::Heavy heavy, const Parameters &parameters) {
  OpBuilder builder(heavy);
  const Value weight = heavy.getWeight();
  const auto shape = gan::tensorType(weight).getShape();
  const Value scaled = gan::makeConstant(builder, weight.getLoc(), parameters.weight, shape);
  heavy->replaceUsesOfWith(weight, scaled);
  const bool isZero = llvm::all_of(parameters.bias.values, [](double value) { return value == 0.0; });
  if (isZero && !heavy.getBias())
    return;
  const Location loc = heavy.getBias() ? heavy.getBias().getLoc() : heavy.getLoc();
  const auto field = gan::tensorType(heavy->getResult(0)).getShape().drop_front();
  const auto biasShape = parameters.bias.positions == 1 ? field.take_front() : field;
  heavy.getBiasMutable().assign(gan::makeConstant(builder, loc, parameters.bias.values, biasShape));
}

//===- Into the op before --------------------------------------------------===//

void foldAfter(gan::Heavy heavy, Parameters parameters, const ChannelAffine &affine) {
  scaleOutputs(gan::convolutionsOf(heavy).front(), affine.scale, parameters.weight);
  parameters.bias = applied(affine, parameters.bias);
  setParameters(heavy, parameters);
}

/// Folds `affine`, what `norm` does, into the op that makes the source, if nothing else reads that; or says why
/// not.
bool foldIntoProducer(gan::BatchNormOp norm, ChannelAffine affine, std::string &reason) {
  Value value = norm.getSrc();
  while (true) {
    Operation *op = value.getDefiningOp();
    if (!op || !value.hasOneUse()) {
      reason = op ? "several ops read its source" : "it reads an input of the network";
      return false;
    }
    if (auto heavy = dyn_cast<gan::Heavy>(op)) {
      const auto parameters = parametersOf(heavy);
      if (!parameters || heavy.getActivation() != gan::Activation::None) {
        reason = parameters ? "an activation comes first" : "weights are no f32 constants";
        return false;
      }
      foldAfter(heavy, *parameters, affine);
      gan::addNodes(heavy, norm.getLoc());
      return true;
    }
    auto move = dyn_cast<gan::Move>(op);
    if (!move) {
      reason = ("it follows " + op->getName().getStringRef()).str();
      return false;
    }
    const auto before = beforeMove(move, affine, reason);
    if (!before)
      return false;
    affine = *before;
    value = op->getOperand(0);
  }
}

//===- Into the ops behind -------------------------------------------------===//

void foldBefore(gan::Heavy heavy, Parameters parameters, const ChannelAffine &affine) {
  const gan::Convolution geometry = gan::convolutionsOf(heavy).front();
  const Bias shifts = shiftField(geometry, parameters.weight, affine.shift);
  parameters.bias = uniform(sum(parameters.bias, shifts));
  scaleInputs(geometry, affine.scale, parameters.weight);
  setParameters(heavy, parameters);
}

struct Reader {
  gan::Heavy heavy;
  Parameters parameters;
  ChannelAffine affine;
};

std::string readBy(Operation *op) {
  return ("it is read by " + op->getName().getStringRef()).str();
}

/// The heavy ops that see the affine values of `norm`, through moves, each with what its source's channels
/// get; nothing, with the reason, when other ops see them too.
std::optional<std::vector<Reader>> readersOf(gan::BatchNormOp norm, const ChannelAffine &affine,
                                             std::string &reason) {
  std::vector<Reader> readers;
  llvm::DenseMap<Value, ChannelAffine> seen{{norm.getDst(), affine}};
  for (Operation *op = norm->getNextNode(); op; op = op->getNextNode()) {
    SmallVector<const ChannelAffine *> ofOperands;
    for (const Value operand : op->getOperands())
      ofOperands.push_back(seen.contains(operand) ? &seen.find(operand)->second : nullptr);
    if (llvm::none_of(ofOperands, [](const ChannelAffine *known) { return known; }))
      continue;
    if (auto move = dyn_cast<gan::Move>(op)) {
      auto moved = throughMove(move, ofOperands, reason);
      if (!moved)
        return std::nullopt;
      seen[op->getResult(0)] = std::move(*moved);
      continue;
    }
    auto heavy = dyn_cast<gan::Heavy>(op);
    const auto parameters = heavy ? parametersOf(heavy) : std::nullopt;
    if (!parameters) {
      reason = readBy(op);
      return std::nullopt;
    }
    readers.push_back({heavy, *parameters, *ofOperands.front()});
  }
  return readers;
}

bool foldIntoReaders(gan::BatchNormOp norm, const ChannelAffine &affine, std::string &reason) {
  const auto readers = readersOf(norm, affine, reason);
  if (!readers)
    return false;
  for (const Reader &reader : *readers) {
    foldBefore(reader.heavy, reader.parameters, reader.affine);
    gan::addNodes(reader.heavy, norm.getLoc());
  }
  return true;
}

/// Folds `norm` and erases it, or returns why it stays.
std::string fold(gan::BatchNormOp norm) {
  const auto scale = gan::exactValues(norm.getScale()), shift = gan::exactValues(norm.getShift());
  if (!scale || !shift)
    return "scale or shift is no constant";
  const ChannelAffine affine{*scale, *shift};
  std::string before, behind;
  if (!foldIntoProducer(norm, affine, before) && !foldIntoReaders(norm, affine, behind))
    return before + ", and " + behind;
  norm.getDst().replaceAllUsesWith(norm.getSrc());
  norm.erase();
  return "";
}

struct FoldBatchNormPass : impl::FoldBatchNormPassBase<FoldBatchNormPass> {
  using FoldBatchNormPassBase::FoldBatchNormPassBase;
  void runOnOperation() override {
    getOperation().walk([&](gan::BatchNormOp norm) {
      const std::string reason = fold(norm);
      if (!reason.empty() && remarks)
        norm.emitRemark() << "batch norm kept: " << reason;
    });
    eraseUnused(getOperation());
  }
};

} // namespace
} // namespace ganc::graph
