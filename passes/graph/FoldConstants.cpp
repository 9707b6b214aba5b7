// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Evaluates ops that read parameters only.
//
//   before:  b = f(constant, ...)
//   after:   b = constant, by f's reference evaluation in float64, rounded once to f32
//
// First of the stage: importers leave transposed weights and arithmetic on parameters as ops, and every
// later pass looks for constants. Leaves alone: ops that read an activation, and ops without operands.

#include "dialects/gan/Constants.h"
#include "passes/graph/Fixpoint.h"
#include "passes/graph/Passes.h"

using namespace mlir;

namespace ganc::graph {

#define GEN_PASS_DEF_FOLDCONSTANTSPASS
#include "passes/graph/Passes.h.inc"

namespace {

/// The values of a parameter as the reference evaluation takes them; nothing for an activation.
std::optional<numerics::Tensor> parameter(Value value) {
  const auto values = gan::exactValues(value);
  if (!values)
    return std::nullopt;
  numerics::Tensor tensor(cast<RankedTensorType>(value.getType()).getShape().vec());
  std::copy(values->begin(), values->end(), tensor.values.begin());
  return tensor;
}

std::optional<std::vector<numerics::Tensor>> parameters(Operation *op) {
  std::vector<numerics::Tensor> tensors;
  for (const Value operand : op->getOperands()) {
    auto tensor = parameter(operand);
    if (!tensor)
      return std::nullopt;
    tensors.push_back(std::move(*tensor));
  }
  return tensors;
}

/// Replaces `op` by a constant when all that it reads is constant.
void fold(gan::Evaluate op) {
  const auto type = dyn_cast<RankedTensorType>(op->getResult(0).getType());
  if (op->getNumOperands() == 0 || !type || !type.hasStaticShape() || !type.getElementType().isF32())
    return;
  const auto tensors = parameters(op);
  if (!tensors)
    return;
  std::vector<const numerics::Tensor *> operands;
  for (const numerics::Tensor &tensor : *tensors)
    operands.push_back(&tensor);
  const auto result = op.evaluate(operands, gan::Arithmetic::Float64);
  if (failed(result))
    return;
  OpBuilder builder(op);
  auto constant = gan::makeConstant(builder, op.getLoc(), result->values, type.getShape());
  op->getResult(0).replaceAllUsesWith(constant.getDst());
}

struct FoldConstantsPass : impl::FoldConstantsPassBase<FoldConstantsPass> {
  void runOnOperation() override {
    getOperation().walk([](gan::Evaluate op) { fold(op); });
    eraseUnused(getOperation());
  }
};

} // namespace
} // namespace ganc::graph
